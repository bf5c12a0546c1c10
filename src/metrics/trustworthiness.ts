import type { Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../internal/checks/checkOptions';
import { describeShapes } from '../internal/checks/describe';
import { invalidType } from '../internal/checks/invalidArgument';
import { checkNeighbours } from './neighbours/checkNeighbours';
import { nearestNeighbours, type Rows } from './neighbours/nearestNeighbours';
import { readRows } from './neighbours/readRows';

/** The parameters of `trustworthiness`. */
export interface TrustworthinessOptions {
  /** How many neighbours are trusted, an integer from 1 to below half the rows; 5 unless given. */
  readonly neighbours?: number;
}

/** Fills in the squared distances, in float64, from one row to all. */
function distancesFrom(row: number, { values, columns, count }: Rows, into: Float64Array): void {
  for (let other = 0; other < count; other++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      const difference =
        (values[row * columns + column] as number) - (values[other * columns + column] as number);
      sum += difference * difference;
    }
    into[other] = sum;
  }
}

/**
 * Whether the neighbours that an embedding shows are neighbours in the data.
 *
 * Formula: `1 - 2 / (n k (2n - 3k - 1)) sum_i sum_j max(0, r(i, j) - k)` over the k nearest j of i in the
 * embedding, with `r(i, j)` the rank of j among the neighbours of i in the data, 1 the nearest.
 *
 * Shape: `features` is `[rows, dimensions]` and `embedding` `[rows, dimensions]` of the same rows.
 *
 * Range: 0 to 1: 1 where no embedded neighbour is a stranger, about 0.5 for an embedding at random. It
 * does not count the neighbours that were torn apart.
 *
 * Numerics: distances in float64 by direct differences. Time grows with the square of the rows:
 * 2,000 rows of 784 values take some seconds.
 *
 * @param features the data, float32, finite
 * @param embedding the same rows in few dimensions, likewise
 * @param options `neighbours` (5)
 * @returns the trustworthiness
 * @throws TypeError if a shape, a dtype or an option is wrong
 * @throws RangeError if a value is not finite, or `neighbours` not below half the rows
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { trustworthiness } from 'variate';
 *
 * const features = tf.tensor2d([[0, 0], [1, 0], [3, 0], [0, 9], [1, 9]]);
 * const first = tf.slice(features, [0, 0], [5, 1]); // the second dimension is lost
 * console.log(trustworthiness(features, first, { neighbours: 1 })); // 0.6
 * ```
 * @see Venna and Kaski 2001, Neighborhood preservation in nonlinear projection methods: an
 * experimental study, https://doi.org/10.1007/3-540-44668-0_68. Fixture:
 * sklearn.manifold.trustworthiness.
 */
export function trustworthiness(
  features: Tensor,
  embedding: Tensor,
  options: TrustworthinessOptions = {},
): number {
  const fn = 'trustworthiness';
  checkOptions(fn, options, ['neighbours']);
  const { neighbours: k = 5 } = options;
  const data = readRows(fn, features);
  const embedded = readRows(fn, embedding);
  const n = data.count;
  if (embedded.count !== n) {
    throw invalidType(
      fn,
      'features and embedding must have the same number of rows',
      describeShapes({ features, embedding }),
      'Row i of both has to be the same example.',
    );
  }
  checkNeighbours(fn, k, Math.ceil(n / 2) - 1, 'below half the number of rows');
  const shown = nearestNeighbours(embedded, embedded, k, true);
  const distances = new Float64Array(n);
  let penalty = 0;
  for (let row = 0; row < n; row++) {
    distancesFrom(row, data, distances);
    // Farther than any: a row does not stand between itself and another.
    distances[row] = Number.POSITIVE_INFINITY;
    for (const neighbour of shown.subarray(row * k, (row + 1) * k)) {
      const distance = distances[neighbour] as number;
      let rank = 1;
      for (let other = 0; other < n; other++) if ((distances[other] as number) < distance) rank++;
      penalty += Math.max(0, rank - k);
    }
  }
  return 1 - (2 * penalty) / (n * k * (2 * n - 3 * k - 1));
}
