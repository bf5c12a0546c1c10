import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkSameShape } from '../internal/checks/checkSameShape';
import { checkTensor } from '../internal/checks/checkTensor';
import { elementwiseLoss } from '../internal/elementwiseLoss';
import type { LossOptions, ReducedLoss, Reduction } from '../internal/reduction';

/**
 * The squared error in its probabilistic meaning: the negative log-likelihood of a target under
 * independent Gaussians of variance 1.
 *
 * Formula: `-log p(x | mean) = ((x - mean)^2 + log 2 pi) / 2`, summed as `reduction` says.
 *
 * Shape: `target` and `mean` have one shape, `[batch, ...event]`; the result is `[batch]` by default.
 *
 * Range: `[0.9189385, inf)` nats for each value, `log(2 pi) / 2` where the mean is the target.
 *
 * Numerics: a difference and its square; the constant is added to each value in float32.
 *
 * Gradient: to `mean`, `mean - x`; to `target`, its negative. The gradient of the bare squared error is
 * twice that.
 *
 * @param target observed values, float32, int32 or bool
 * @param mean predicted values, float32
 * @param options `reduction` (`'example'`), `batchDims` (1), `mask`
 * @returns nats: `[batch]` by default, a scalar for `'sum'` and `'mean'`
 * @throws TypeError if the shapes differ, a dtype is wrong or an option is unknown
 * @throws RangeError if `batchDims` is not between 0 and the rank
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { squaredErrorNll } from 'variate';
 *
 * const target = tf.tensor2d([[1, 2]]);
 * const mean = tf.tensor2d([[1, 0]]);
 * squaredErrorNll(target, mean).print(); // [3.8378770], log 2 pi plus half of two squared
 * ```
 * @see Kingma and Welling 2014, Auto-Encoding Variational Bayes, appendix C.2, equation 12 with
 * variance 1, https://arxiv.org/abs/1312.6114. Fixture: torch.distributions.Normal.log_prob.
 */
export function squaredErrorNll<R extends Reduction = 'example'>(
  target: Tensor,
  mean: Tensor,
  options: LossOptions<R> = {},
): ReducedLoss<R> {
  checkTensor('squaredErrorNll', 'target', target, ['float32', 'int32', 'bool']);
  checkTensor('squaredErrorNll', 'mean', mean);
  checkSameShape('squaredErrorNll', { target, mean });
  return elementwiseLoss(
    {
      fn: 'squaredErrorNll',
      kernelName: 'SquaredErrorNll',
      inputs: { target, mean },
      value: ({ target, mean }) =>
        tf.mul(tf.add(tf.squaredDifference(target, mean), Math.log(2 * Math.PI)), 0.5),
      derivatives: ({ target, mean }) => {
        const residual = tf.sub(target, mean);
        return { target: residual, mean: tf.neg(residual) };
      },
    },
    options,
  );
}
