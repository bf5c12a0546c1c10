import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Whitening } from '../../src/classifier/covariance/whitener';
import { squaredDistances } from '../../src/classifier/squaredDistances';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';

const means = [
  [0, 0],
  [3, 1],
].map((mean) => Float64Array.from(mean));
const whitenings: readonly Whitening[] = [
  // The inverse of [[2, 0], [1, 1]], the Cholesky factor of [[4, 2], [2, 2]].
  { form: 'triangular', inverseFactor: Float64Array.of(0.5, -0.5, 1) },
  // Variance 4 along (0.6, 0.8), and 1/4 across.
  {
    form: 'lowRank',
    directions: Float64Array.of(0.6, 0.8),
    scale: Float64Array.of(0.5),
    noiseScale: 2,
  },
];
const rows = [
  [2, 1],
  [2, 2],
  [3.6, 1.8],
  [3.8, 0.4],
  [0, 1],
];
// The first by the inverse [[0.5, -0.5], [-0.5, 1]], the second along and across.
const expected = rows.flatMap(([x = 0, y = 0]) => [
  0.5 * x * x - x * y + y * y,
  ((0.6 * (x - 3) + 0.8 * (y - 1)) / 2) ** 2 + (2 * (0.8 * (x - 3) - 0.6 * (y - 1))) ** 2,
]);

describe('squaredDistances', () => {
  it('has the quadratic form of every covariance, in chunks of any size', () => {
    tf.tidy(() => {
      const features = tf.tensor2d(rows);
      for (const chunkSize of [1, 2, 4, 6, 10, 100]) {
        const actual = squaredDistances(features, means, whitenings, chunkSize);
        expect(actual.shape).toEqual([5, 2]);
        expectClose(actual, expected, { atol: 1e-5 });
      }
    });
  });

  it('takes one covariance for all means, in chunks of any size', () => {
    tf.tidy(() => {
      const shared: Whitening = { form: 'diagonal', scale: Float64Array.of(1, 0.5) };
      const distances = rows.flatMap(([x = 0, y = 0]) =>
        means.map(([a = 0, b = 0]) => (x - a) ** 2 + (y - b) ** 2 / 4),
      );
      for (const chunkSize of [1, 4, 100]) {
        const actual = squaredDistances(tf.tensor2d(rows), means, [shared], chunkSize);
        expectClose(actual, distances, { atol: 1e-6 });
      }
    });
  });

  it('leaves one tensor behind, however many chunks there are', () => {
    const features = tf.tensor2d(rows);
    for (const chunkSize of [1, 4, 100]) {
      expectNewTensors(1, () => squaredDistances(features, means, whitenings, chunkSize));
    }
    features.dispose();
  });
});
