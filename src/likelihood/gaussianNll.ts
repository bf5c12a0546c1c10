import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkDiagonalGaussian } from '../internal/checks/checkDiagonalGaussian';
import { checkTensor } from '../internal/checks/checkTensor';
import type { DiagonalGaussian } from '../internal/diagonalGaussian';
import { elementwiseLoss } from '../internal/elementwiseLoss';
import type { ReducedLoss, Reduction } from '../internal/reduction';
import { type LikelihoodOptions, splitTargetRepeats } from '../internal/targetRepeats';

/**
 * Negative log-likelihood of a target under a Gaussian with diagonal covariance.
 *
 * Formula: `-log p(x | mean, logVar) = (log 2 pi + logVar + r^2) / 2` with the standardized residual
 * `r = (x - mean) exp(-logVar / 2)`, summed as `reduction` says.
 *
 * Shape: `target`, `likelihood.mean` and `likelihood.logVar` have one shape, `[batch, ...event]`; the
 * result is `[batch]` by default. With `targetRepeats: n`, one target holds for n rows of parameters,
 * `[n * batch, ...event]` (labels, class-major) or `[n, batch, ...event]` (samples), and the result is
 * what the target repeated n times would give, without the copies.
 *
 * Range: any number of nats. A density can exceed 1, so a sharp and right prediction is negative,
 * without bound as `logVar` falls.
 *
 * Numerics: the residual is scaled before it is squared, so neither `exp(-logVar)` nor the squared
 * distance can overflow while their product is finite; the variance is never divided by.
 *
 * Gradient: to `target`, `r exp(-logVar / 2)`, summed over its repetitions; to `mean`, its negative;
 * to `logVar`, `(1 - r^2) / 2`.
 *
 * @param target observed values, float32, int32 or bool
 * @param likelihood `{ mean, logVar }`, float32; `logVar` is the logarithm of the variance
 * @param options `reduction` (`'example'`), `batchDims` (1), `mask`, `targetRepeats` (none)
 * @returns nats: `[batch]` by default, a scalar for `'sum'` and `'mean'`
 * @throws TypeError if the shapes differ, a dtype is wrong, `likelihood` is not such a record or an
 * option is unknown
 * @throws RangeError if `batchDims` is not between 0 and the rank, or `targetRepeats` is not a positive
 * integer
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { gaussianNll } from 'variate';
 *
 * const target = tf.tensor2d([[1, -1]]);
 * const mean = tf.tensor2d([[0, 0]]);
 * const logVar = tf.tensor2d([[0, 0]]);
 * gaussianNll(target, { mean, logVar }).print(); // [2.8378772], log 2 pi plus two times 1/2
 * ```
 * @see Kingma and Welling 2014, Auto-Encoding Variational Bayes, appendix C.2, equation 12,
 * https://arxiv.org/abs/1312.6114. Fixture: torch.distributions.Normal.log_prob.
 */
export function gaussianNll<R extends Reduction = 'example'>(
  target: Tensor,
  likelihood: DiagonalGaussian,
  options: LikelihoodOptions<R> = {},
): ReducedLoss<R> {
  checkTensor('gaussianNll', 'target', target, ['float32', 'int32', 'bool']);
  checkDiagonalGaussian('gaussianNll', 'likelihood', likelihood);
  const { mean, logVar } = likelihood;
  const { targetRepeats, lossOptions } = splitTargetRepeats(
    'gaussianNll',
    target,
    { 'likelihood.mean': mean },
    options,
  );
  return elementwiseLoss(
    {
      fn: 'gaussianNll',
      kernelName: 'GaussianNll',
      inputs: { target, mean, logVar },
      repeats: targetRepeats,
      value: ({ target, mean, logVar }) => {
        const residual = tf.mul(tf.sub(target, mean), tf.exp(tf.mul(logVar, -0.5)));
        return tf.mul(tf.add(tf.add(logVar, Math.log(2 * Math.PI)), tf.square(residual)), 0.5);
      },
      derivatives: ({ target, mean, logVar }) => {
        const precisionRoot = tf.exp(tf.mul(logVar, -0.5));
        const residual = tf.mul(tf.sub(target, mean), precisionRoot);
        const pull = tf.mul(residual, precisionRoot);
        return {
          target: pull,
          mean: tf.neg(pull),
          logVar: tf.mul(tf.sub(1, tf.square(residual)), 0.5),
        };
      },
    },
    lossOptions,
  );
}
