import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkClassAxis } from '../internal/checks/checkClassAxis';
import { checkTensor } from '../internal/checks/checkTensor';
import { elementwiseLoss } from '../internal/elementwiseLoss';
import { logSoftmax } from '../internal/numerics/logSoftmax';
import type { LossOptions, ReducedLoss, Reduction } from '../internal/reduction';

/** `-sum_k p_k log p_k` over the last axis, kept. */
const entropyOf = (logProbs: Tensor): Tensor =>
  tf.sub(0, tf.sum(tf.mul(tf.exp(logProbs), logProbs), -1, true));

/**
 * Entropy of categorical variables given by their logits.
 *
 * Formula: `H = -sum_k p_k log p_k` with `p = softmax(l)`, summed as `reduction` says.
 *
 * Shape: `logits` is `[batch, ...event, classes]`; the elementwise entropy has the shape
 * `[batch, ...event]`, to which `reduction`, `batchDims` and `mask` apply; the result is `[batch]` by
 * default.
 *
 * Range: `[0, log classes]` nats for each variable.
 *
 * Numerics: the logarithm is that of the odds against the likeliest class, so a nearly certain variable
 * keeps the relative accuracy of its small entropy; it is 0 where all other probabilities underflow.
 *
 * Gradient: to `logits`, `-p_k (log p_k + H)`.
 *
 * @param logits unnormalized log-probabilities, float32, any finite value
 * @param options `reduction` (`'example'`), `batchDims` (1), `mask`
 * @returns nats: `[batch]` by default, a scalar for `'sum'` and `'mean'`
 * @throws TypeError if there is no class, the dtype is wrong or an option is unknown
 * @throws RangeError if `batchDims` is not between 0 and the rank of the entropy
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { categoricalEntropy } from 'variate';
 *
 * const logits = tf.tensor2d([[0, 0], [50, 0]]);
 * categoricalEntropy(logits).print(); // [0.6931472, 0], log 2 and a certain variable
 * ```
 * @see Shannon 1948, A Mathematical Theory of Communication, section 6,
 * https://doi.org/10.1002/j.1538-7305.1948.tb01338.x. Fixture: torch.distributions.Categorical.
 */
export function categoricalEntropy<R extends Reduction = 'example'>(
  logits: Tensor,
  options: LossOptions<R> = {},
): ReducedLoss<R> {
  checkTensor('categoricalEntropy', 'logits', logits);
  checkClassAxis('categoricalEntropy', 'logits', logits);
  return elementwiseLoss(
    {
      fn: 'categoricalEntropy',
      kernelName: 'CategoricalEntropy',
      inputs: { logits },
      eventDims: 1,
      value: ({ logits }) => tf.squeeze(entropyOf(logSoftmax(logits)), [-1]),
      derivatives: ({ logits }) => {
        const logProbs = logSoftmax(logits);
        const surprise = tf.add(logProbs, entropyOf(logProbs));
        return { logits: tf.neg(tf.mul(tf.exp(logProbs), surprise)) };
      },
    },
    options,
  );
}
