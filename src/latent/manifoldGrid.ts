import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkAscending } from '../internal/checks/checkAscending';
import { checkCount } from '../internal/checks/checkCount';
import { checkOptions } from '../internal/checks/checkOptions';
import { describeValue } from '../internal/checks/describe';
import { invalidRange, invalidType } from '../internal/checks/invalidArgument';
import { evenlySpaced } from '../internal/numerics/evenlySpaced';
import { inverseNormalCdf } from '../internal/numerics/inverseNormalCdf';

/** The parameters of `manifoldGrid`. */
export interface ManifoldGridOptions {
  /** Points from the top down; as many as columns unless given. */
  readonly rows?: number;
  /**
   * `'linear'` (the default): equal steps of the latent. `'inverseNormal'`: equal steps of its
   * probability under N(0, 1), so that each image stands for the same share of the prior.
   */
  readonly spacing?: 'linear' | 'inverseNormal';
  /**
   * First and last value of both latents; `[-2, 2]` unless given. For `'inverseNormal'` they are
   * probabilities between 0 and 1, exclusive; `[0.05, 0.95]` unless given.
   */
  readonly range?: readonly [number, number];
}

/**
 * A grid of points in a two-dimensional latent space, to decode into a picture of the manifold.
 *
 * Formula: equal steps over `range`; for `'inverseNormal'`, `z = Phi^-1(u)` at equal steps of `u`, with
 * Phi the normal distribution function.
 *
 * Shape: `[rows * columns, 2]`, in the reading order of a picture: the first latent grows to the right,
 * the second upwards, so the first row has the largest second latent. Decoded images laid out in
 * this order lie as in a plot of the latent plane.
 *
 * Range: within `range`, or within the quantiles at its ends.
 *
 * Numerics: computed in float64 and rounded once, with quantiles of 15 digits; grids are symmetric
 * where the range is. One point lies in the middle of the range.
 *
 * @param columns points from left to right, an integer from 1 on
 * @param options `rows` (as `columns`), `spacing` (`'linear'`), `range` (`[-2, 2]`, or
 * `[0.05, 0.95]` for `'inverseNormal'`)
 * @returns the points, float32
 * @throws TypeError if an option is unknown or `range` is not a pair of numbers
 * @throws RangeError if a count is not positive, or `range` not ascending and admissible
 * @example
 * ```ts
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { manifoldGrid } from 'variate';
 *
 * manifoldGrid(3, { rows: 1 }).print(); // [[-2, 0], [0, 0], [2, 0]]
 * manifoldGrid(2, { spacing: 'inverseNormal', range: [0.25, 0.75] }).print();
 * // [[-0.6744898, 0.6744898], [0.6744898, 0.6744898], [-0.6744898, -0.6744898], [0.6744898, -0.6744898]]
 * ```
 * @see Kingma and Welling 2014, Auto-Encoding Variational Bayes, appendix A,
 * https://arxiv.org/abs/1312.6114. Fixture: numpy.linspace, scipy.special.ndtri.
 */
export function manifoldGrid(columns: number, options: ManifoldGridOptions = {}): Tensor2D {
  const fn = 'manifoldGrid';
  checkCount(fn, 'columns', columns, 1, 'It counts the points from left to right.');
  checkOptions(fn, options, ['rows', 'spacing', 'range']);
  const { rows = columns, spacing = 'linear' } = options;
  checkCount(fn, 'rows', rows, 1, 'It counts the points from the top down.');
  if (spacing !== 'linear' && spacing !== 'inverseNormal') {
    throw invalidType(
      fn,
      "spacing must be one of 'linear', 'inverseNormal'",
      describeValue(spacing),
      "Use 'inverseNormal' for the shares of a standard normal prior.",
    );
  }
  const { range = spacing === 'linear' ? [-2, 2] : [0.05, 0.95] } = options;
  checkAscending(fn, range);
  if (spacing === 'inverseNormal' && !(range[0] > 0 && range[1] < 1)) {
    throw invalidRange(
      fn,
      "range must lie between 0 and 1, exclusive, for spacing 'inverseNormal'",
      `[${range.join(', ')}]`,
      'It is a pair of probabilities, such as [0.05, 0.95].',
    );
  }
  const place = spacing === 'linear' ? (value: number) => value : inverseNormalCdf;
  const across = evenlySpaced(range, columns).map(place);
  const down = evenlySpaced(range, rows).map(place).reverse();
  const points = down.flatMap((second) => across.flatMap((first) => [first, second]));
  return tf.tensor2d(points, [rows * columns, 2]);
}
