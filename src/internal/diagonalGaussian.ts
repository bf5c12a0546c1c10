import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * The parameters of a Gaussian with diagonal covariance, N(mean, exp(logVar)).
 *
 * `logVar` is the natural logarithm of the variance (not of the standard deviation), unconstrained,
 * and has the shape of `mean`. The two travel as one record so that they cannot be swapped.
 */
export interface DiagonalGaussian {
  /** The means, float32. */
  readonly mean: Tensor;
  /** The natural logarithms of the variances, float32, of the shape of `mean`. */
  readonly logVar: Tensor;
}
