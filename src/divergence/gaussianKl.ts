import type { DiagonalGaussian } from '../internal/diagonalGaussian';
import { diagonalGaussianKl } from '../internal/diagonalGaussianKl';
import type { LossOptions, ReducedLoss, Reduction } from '../internal/reduction';

/**
 * Kullback-Leibler divergence between two Gaussians with diagonal covariance.
 *
 * Formula: `KL(q || p) = (exp(d) - 1 - d + r^2) / 2` with the log-ratio of variances
 * `d = logVarQ - logVarP` and the standardized distance `r = (meanQ - meanP) exp(-logVarP / 2)`,
 * summed as `reduction` says. Without a prior, p is N(0, I): `(exp(logVar) - 1 - logVar + mean^2) / 2`.
 *
 * Shape: all parameters have one shape, `[batch, ...latent]`; the result is `[batch]` by default.
 *
 * Range: `[0, inf)` nats, zero only where q equals p. Finite up to `d` = 88, where `exp(d)` leaves
 * float32.
 *
 * Numerics: `exp(d) - 1 - d` cancels where q is close to p (at `d` = 1e-4 float32 keeps no digit of
 * `d^2 / 2`); a series takes over there, so the divergence keeps its relative accuracy and its sign.
 * The distance is scaled before it is squared.
 *
 * Gradient: to the posterior, `r exp(-logVarP / 2)` and `expm1(d) / 2`; to the prior,
 * `-r exp(-logVarP / 2)` and `-(expm1(d) + r^2) / 2`.
 *
 * @param posterior q as `{ mean, logVar }`, float32; `logVar` is the logarithm of the variance
 * @param prior p, likewise; N(0, I) unless given
 * @param options `reduction` (`'example'`), `batchDims` (1), `mask`
 * @returns nats: `[batch]` by default, a scalar for `'sum'` and `'mean'`
 * @throws TypeError if the shapes differ, a dtype is wrong, a distribution is not such a record or an
 * option is unknown
 * @throws RangeError if `batchDims` is not between 0 and the rank
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { gaussianKl } from 'variate';
 *
 * const posterior = { mean: tf.tensor2d([[1, 0]]), logVar: tf.tensor2d([[0, -1]]) };
 * gaussianKl(posterior).print(); // [0.6839397], 1/2 for the mean and 1/(2e) for the variance
 * ```
 * @see Kingma and Welling 2014, Auto-Encoding Variational Bayes, appendix B,
 * https://arxiv.org/abs/1312.6114. Fixture: the formula in float64 with the series of exp, checked
 * against torch.distributions.kl_divergence.
 */
export function gaussianKl<R extends Reduction = 'example'>(
  posterior: DiagonalGaussian,
  prior?: DiagonalGaussian,
  options: LossOptions<R> = {},
): ReducedLoss<R> {
  return diagonalGaussianKl('gaussianKl', posterior, prior, options);
}
