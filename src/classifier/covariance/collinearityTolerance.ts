import { isExactDimension } from '../moments/isExactDimension';

/**
 * The fraction of a feature's variance below which what the other features leave of it is rounding.
 *
 * Float32 features that depend on each other linearly do so to 6e-8 of a standard deviation, so
 * 1e-12 of the variance is well above that. Where the scatter matrix comes from float32 products,
 * their rounding leaves up to 1e-5 of a variance that is zero, as measured on images of digits.
 */
export function collinearityTolerance(dimension: number): number {
  return isExactDimension(dimension) ? 1e-12 : 2e-5;
}
