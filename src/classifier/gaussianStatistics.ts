import type { Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../internal/checks/checkOptions';
import { describeValue } from '../internal/checks/describe';
import { invalidType } from '../internal/checks/invalidArgument';
import type { ClassLabels } from '../internal/reading/readLabels';
import type { ClassMoments, ScatterForm } from './moments/classMoments';
import type { GaussianStatisticsJSON } from './moments/momentsToJSON';
import { statisticsOf } from './moments/statisticsOf';

/** Options of `gaussianStatistics`. */
export interface GaussianStatisticsOptions {
  /**
   * `'full'` (default) keeps second moments of all pairs of features, which every covariance can be
   * fitted from; `'diagonal'` keeps those of each feature alone, which is enough for the diagonal
   * and spherical ones, and takes far less time and memory.
   */
  readonly scatter?: ScatterForm;
}

/** Sums over labelled rows that Gaussian classifiers are fitted from; see `gaussianStatistics`. */
export interface GaussianStatistics {
  /** Whether second moments are kept of all pairs of features, or of each feature alone. */
  readonly scatter: ScatterForm;
  /** The number of features; undefined before the first rows. */
  readonly dimension: number | undefined;
  /** The moments of every class seen, by class id. They are replaced, never changed. */
  readonly moments: ReadonlyMap<number, ClassMoments>;
  /**
   * Adds labelled rows; nothing is added if this throws. Returns the statistics themselves.
   *
   * Beyond 128 dimensions this is one product per class and call: pass thousands of rows at once.
   */
  accumulate(features: Tensor, labels: ClassLabels): GaussianStatistics;
  /** Adds the rows that other statistics have seen, and returns the statistics themselves. */
  merge(other: GaussianStatistics): GaussianStatistics;
  /** A plain record for JSON.stringify or postMessage, read by `gaussianStatisticsFromJSON`. */
  toJSON(): GaussianStatisticsJSON;
}

/**
 * Starts empty statistics, which Gaussian classifiers are fitted from when the rows do not fit into
 * memory, come from several workers, or are to be fitted in several ways.
 *
 * Formula: per class n, the mean m, `sum (x - m)(x - m)^T`, `sum |x - m|^2 (x - m)` and
 * `sum |x - m|^4`, merged by Chan's update and its expansion to the higher moments.
 *
 * Shape: features `[rows, dimensions]`, labels `[rows]`.
 *
 * Numerics: rows are centred in float64 before they are multiplied, in blocks of 1024, so an offset
 * costs no digits. Up to 128 dimensions all sums are float64. Beyond, the products of a block are
 * float32 products of the backend, added up in float64: the scatter matrix is then right to about
 * 1e-7 of the product of two standard deviations.
 *
 * @param options `scatter` (`'full'`)
 * @returns statistics with `accumulate(features, labels)`, `merge(other)` and `toJSON()`
 * @throws TypeError if an option is unknown
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers';
 * import { fitGaussianClassifier, gaussianStatistics } from 'variate';
 *
 * const statistics = gaussianStatistics();
 * statistics.accumulate(tf.tensor2d([[0], [1], [5]]), [0, 0, 1]);
 * statistics.accumulate(tf.tensor2d([[2], [7], [6]]), [0, 1, 1]);
 * const classifier = fitGaussianClassifier(statistics);
 * classifier.predict(tf.tensor2d([[1], [6]])).print(); // [0, 1]
 * ```
 * @see Chan, Golub and LeVeque 1983, Algorithms for Computing the Sample Variance, equation 2.1.
 * Checked against the moments of all rows at once.
 */
export function gaussianStatistics(options: GaussianStatisticsOptions = {}): GaussianStatistics {
  const fn = 'gaussianStatistics';
  checkOptions(fn, options, ['scatter']);
  const { scatter = 'full' } = options;
  if (scatter !== 'full' && scatter !== 'diagonal') {
    throw invalidType(
      fn,
      "scatter must be one of 'full', 'diagonal'",
      describeValue(scatter),
      "Use 'full' unless only diagonal or spherical covariances will be fitted.",
    );
  }
  return statisticsOf(scatter, new Map());
}
