import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkTensor } from '../internal/checks/checkTensor';
import { elementwiseLoss } from '../internal/elementwiseLoss';
import type { ReducedLoss, Reduction } from '../internal/reduction';
import { type LikelihoodOptions, splitTargetRepeats } from '../internal/targetRepeats';

/**
 * Negative log-likelihood of a target under independent Bernoulli variables given by their logits.
 *
 * Formula: `-log p(x | l) = softplus(l) - x l`, summed as `reduction` says.
 *
 * Shape: `target` and `logits` have one shape, `[batch, ...event]`; the result is `[batch]` by
 * default. With `targetRepeats: n`, one target holds for n rows of logits,
 * `[n * batch, ...event]` (labels, class-major) or `[n, batch, ...event]` (samples), and the result is
 * what the target repeated n times would give, without the copies.
 *
 * Range: `[0, inf)` nats for targets in [0, 1]. For a target strictly between 0 and 1 this is the
 * cross-entropy, whose minimum is the entropy of the target and not zero.
 *
 * Numerics: evaluated as `max(l, 0) - x l + softplus(-|l|)`, which neither overflows nor saturates:
 * a confident and right prediction keeps its relative accuracy, and a confident and wrong one costs
 * `|l|`, where clipped probabilities stop at 16.1 with a zero gradient.
 *
 * Gradient: to `logits`, `sigmoid(l) - x`, evaluated as `(1 - x) sigmoid(l) - x sigmoid(-l)`; to
 * `target`, `-l`, summed over its repetitions.
 *
 * @param target observed values in [0, 1], float32, int32 or bool
 * @param logits log-odds `log p / (1 - p)`, float32, any finite value
 * @param options `reduction` (`'example'`), `batchDims` (1), `mask`, `targetRepeats` (none)
 * @returns nats: `[batch]` by default, a scalar for `'sum'` and `'mean'`
 * @throws TypeError if the shapes differ, a dtype is wrong or an option is unknown
 * @throws RangeError if `batchDims` is not between 0 and the rank, or `targetRepeats` is not a positive
 * integer
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { bernoulliNll } from 'variate';
 *
 * const target = tf.tensor2d([[1, 0]]);
 * const logits = tf.tensor2d([[0, 0]]);
 * bernoulliNll(target, logits).print(); // [1.3862944], two times log 2
 * ```
 * @see Kingma and Welling 2014, Auto-Encoding Variational Bayes, appendix C.1, equation 11,
 * https://arxiv.org/abs/1312.6114. Fixture: torch.nn.functional.binary_cross_entropy_with_logits.
 */
export function bernoulliNll<R extends Reduction = 'example'>(
  target: Tensor,
  logits: Tensor,
  options: LikelihoodOptions<R> = {},
): ReducedLoss<R> {
  checkTensor('bernoulliNll', 'target', target, ['float32', 'int32', 'bool']);
  checkTensor('bernoulliNll', 'logits', logits);
  const { targetRepeats, lossOptions } = splitTargetRepeats(
    'bernoulliNll',
    target,
    { logits },
    options,
  );
  return elementwiseLoss(
    {
      fn: 'bernoulliNll',
      kernelName: 'BernoulliNll',
      inputs: { target, logits },
      repeats: targetRepeats,
      value: ({ target, logits }) =>
        tf.add(
          tf.sub(tf.relu(logits), tf.mul(target, logits)),
          tf.softplus(tf.neg(tf.abs(logits))),
        ),
      derivatives: ({ target, logits }) => ({
        target: tf.neg(logits),
        logits: tf.sub(
          tf.mul(tf.sub(1, target), tf.sigmoid(logits)),
          tf.mul(target, tf.sigmoid(tf.neg(logits))),
        ),
      }),
    },
    lossOptions,
  );
}
