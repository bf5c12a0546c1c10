import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * The parameters of a Gaussian with diagonal covariance, N(mean, exp(logVar)).
 *
 * `logVar` is the natural logarithm of the variance (not of the standard deviation), unconstrained,
 * and has the shape of `mean`. The two travel as one record so that they cannot be swapped.
 */
export interface DiagonalGaussian {
  readonly mean: Tensor;
  readonly logVar: Tensor;
}
