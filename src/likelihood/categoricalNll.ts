import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkCategoricalTarget } from '../internal/checks/checkCategoricalTarget';
import { checkClassAxis } from '../internal/checks/checkClassAxis';
import { checkTensor } from '../internal/checks/checkTensor';
import { elementwiseLoss } from '../internal/elementwiseLoss';
import { crossEntropyGradient } from '../internal/numerics/crossEntropyGradient';
import { logSoftmax } from '../internal/numerics/logSoftmax';
import { oneHotOrNaN } from '../internal/numerics/oneHotOrNaN';
import type { LossOptions, ReducedLoss, Reduction } from '../internal/reduction';

/**
 * Negative log-likelihood of a target under categorical variables given by their logits.
 *
 * Formula: `-log p(y | l) = log sum_k exp(l_k) - l_y`; for a target of probabilities t, the
 * cross-entropy `-sum_k t_k log softmax(l)_k`. Summed as `reduction` says.
 *
 * Shape: `logits` is `[batch, ...event, classes]`; `target` is `[batch, ...event]` of int32 class ids
 * or of the shape of `logits` in float32 probabilities (one-hot or soft). The elementwise loss has the
 * shape `[batch, ...event]`, to which `reduction`, `batchDims` and `mask` apply; the result is
 * `[batch]` by default.
 *
 * Range: `[0, inf)` nats. For a soft target the minimum is its entropy and not zero.
 *
 * Numerics: the largest logit is subtracted before exponentiation, so nothing overflows, and the
 * logarithm is taken of the odds against the likeliest class: a confident and right prediction keeps
 * its relative accuracy, in value and gradient. A confident and wrong one costs the difference of the
 * logits, where clipped probabilities stop at 16.1 with a zero gradient.
 *
 * Gradient: to `logits`, `softmax(l) sum_k t_k - t`; to a target of probabilities,
 * `-log softmax(l)`.
 *
 * @param target int32 class ids from 0 to classes - 1 (any other id gives NaN, unless masked), or
 * float32 probabilities
 * @param logits unnormalized log-probabilities, float32, any finite value
 * @param options `reduction` (`'example'`), `batchDims` (1), `mask`
 * @returns nats: `[batch]` by default, a scalar for `'sum'` and `'mean'`
 * @throws TypeError if the shapes do not fit, a dtype is wrong or an option is unknown
 * @throws RangeError if `batchDims` is not between 0 and the rank of the loss
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { categoricalNll } from 'variate';
 *
 * const target = tf.tensor1d([2, 0], 'int32');
 * const logits = tf.tensor2d([[0, 0, 0], [50, 0, 0]]);
 * categoricalNll(target, logits).print(); // [1.0986123, 0], log 3 and a certain answer
 * ```
 * @see Kingma et al. 2014, Semi-supervised Learning with Deep Generative Models, equation 9,
 * https://arxiv.org/abs/1406.5298. Fixture: torch.nn.functional.cross_entropy.
 */
export function categoricalNll<R extends Reduction = 'example'>(
  target: Tensor,
  logits: Tensor,
  options: LossOptions<R> = {},
): ReducedLoss<R> {
  checkTensor('categoricalNll', 'logits', logits);
  checkClassAxis('categoricalNll', 'logits', logits);
  checkCategoricalTarget('categoricalNll', target, logits);
  const classes = logits.shape.at(-1) as number;
  return tf.tidy(() => {
    const probs = target.dtype === 'int32' ? oneHotOrNaN(target, classes) : target;
    return elementwiseLoss(
      {
        fn: 'categoricalNll',
        kernelName: 'CategoricalNll',
        inputs: { target: probs, logits },
        eventDims: 1,
        value: ({ target, logits }) =>
          // Not tf.neg: it would make a certain and right answer cost -0.
          tf.sub(0, tf.sum(tf.mul(target, logSoftmax(logits)), -1)),
        derivatives: ({ target, logits }) => ({
          target: tf.neg(logSoftmax(logits)),
          logits: crossEntropyGradient(target, logits),
        }),
      },
      options,
    );
  });
}
