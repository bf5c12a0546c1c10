import type { Tensor } from '@tensorflow/tfjs-core';
import type { ClassLabels } from '../internal/reading/readLabels';
import { type NeighbourOptions, neighbourLabels } from './neighbours/neighbourLabels';

/** Which classes lie among each other. */
export interface ClassOverlap {
  /** The class ids, ascending. */
  readonly classes: readonly number[];
  /** `shares[i][j]`: of the neighbours of rows of class i, the share of class j; NaN without rows. */
  readonly shares: readonly (readonly number[])[];
}

/**
 * Which classes overlap in an embedding: of what classes the neighbours of each class are.
 *
 * Formula: `shares[a][b] = mean over i of class a of #{ j among the k nearest of i : y_j = b } / k`, by
 * Euclidean distance.
 *
 * Shape: `features` is `[rows, dimensions]`, with one class a row; the matrix has a row and a column for
 * every class of the rows and the references.
 *
 * Range: shares from 0 to 1; each row sums to 1. The identity where no two classes touch.
 *
 * Numerics: distances in float64 by direct differences, exact for float32 features.
 *
 * @param features the embedded rows, float32, finite
 * @param labels their integer classes
 * @param options `neighbours` (5), `references` (the other rows)
 * @returns `{ classes, shares }`
 * @throws TypeError if a shape, a dtype or an option is wrong
 * @throws RangeError if a value is not finite, a class no integer, or there are too few rows
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { classOverlap } from 'variate';
 *
 * const features = tf.tensor2d([[0], [1], [2], [10], [11], [3]]);
 * const { classes, shares } = classOverlap(features, [4, 4, 4, 9, 9, 9], { neighbours: 1 });
 * console.log(classes); // [ 4, 9 ]
 * console.log(shares); // [ [ 1, 0 ], [ 0.3333333, 0.6666667 ] ]
 * ```
 * @see van der Maaten and Hinton 2008, Visualizing data using t-SNE, section 4, whose reading of class
 * structure this puts into numbers, https://jmlr.org/papers/v9/vandermaaten08a.html. Fixture:
 * scikit-learn's NearestNeighbors.
 */
export function classOverlap(
  features: Tensor,
  labels: ClassLabels,
  options: NeighbourOptions = {},
): ClassOverlap {
  const {
    labels: ids,
    found,
    neighbours,
  } = neighbourLabels('classOverlap', features, labels, options);
  const classes = [...new Set([...ids, ...found])].sort((a, b) => a - b);
  const placeOf = new Map(classes.map((id, place) => [id, place]));
  const counts = classes.map(() => classes.map(() => 0));
  found.forEach((label, index) => {
    const row = counts[placeOf.get(ids[Math.floor(index / neighbours)] as number) as number];
    const column = placeOf.get(label) as number;
    if (row) row[column] = (row[column] as number) + 1;
  });
  const shares = counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => count / total);
  });
  return { classes, shares };
}
