import type { Tensor } from '@tensorflow/tfjs-core';
import type { ClassLabels } from '../internal/reading/readLabels';
import { type NeighbourOptions, neighbourLabels } from './neighbours/neighbourLabels';

/** The class with most votes; of several, the one with the smallest id. */
function majority(votes: Int32Array): number {
  const counts = new Map<number, number>();
  for (const label of votes) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].reduce((best, candidate) => {
    const [[label, count], [bestLabel, bestCount]] = [candidate, best];
    return count > bestCount || (count === bestCount && label < bestLabel) ? candidate : best;
  })[0];
}

/**
 * The share of rows of an embedding whose nearest neighbours vote for their class.
 *
 * Formula: `mean_i [ y_i = argmax_c #{ j among the k nearest of i : y_j = c } ]`, by Euclidean distance.
 * Of equally near rows the first counts, of classes with equally many votes the smallest.
 *
 * Shape: `features` is `[rows, dimensions]`, with one class a row. Neighbours are looked for among the
 * other rows, or among `references`, such as the training set of a test set.
 *
 * Range: 0 to 1; NaN without any row.
 *
 * Numerics: distances in float64 by direct differences, as exact as the float32 features. Fast in the
 * few dimensions of an embedding; in many, every pair is looked at.
 *
 * @param features the embedded rows, float32, finite
 * @param labels their integer classes
 * @param options `neighbours` (5), `references` (the other rows)
 * @returns the share of right answers
 * @throws TypeError if a shape, a dtype or an option is wrong
 * @throws RangeError if a value is not finite, a class no integer, or there are too few rows
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { knnAccuracy } from 'variate';
 *
 * const features = tf.tensor2d([[0], [1], [2], [10], [11], [3]]);
 * console.log(knnAccuracy(features, [0, 0, 0, 1, 1, 1], { neighbours: 1 })); // 0.8333333
 * ```
 * @see Cover and Hart 1967, Nearest neighbor pattern classification,
 * https://doi.org/10.1109/TIT.1967.1053964. Fixture: scikit-learn's KNeighborsClassifier.
 */
export function knnAccuracy(
  features: Tensor,
  labels: ClassLabels,
  options: NeighbourOptions = {},
): number {
  const {
    labels: ids,
    found,
    neighbours,
  } = neighbourLabels('knnAccuracy', features, labels, options);
  const right = ids.filter((label, row) => {
    return majority(found.subarray(row * neighbours, (row + 1) * neighbours)) === label;
  });
  return right.length / ids.length;
}
