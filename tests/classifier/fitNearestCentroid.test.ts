import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitNearestCentroid } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { decode, readFixture } from '../helpers/fixture';
import { labelledRows, tensorOf } from '../helpers/labelledRows';

type Encoded = Parameters<typeof decode>[0];

interface CentroidCase {
  readonly name: 'euclidean' | 'cosine';
  readonly features: Encoded;
  readonly labels: number[];
  readonly test: Encoded;
  readonly centroids: Encoded;
  readonly distances: Encoded;
  readonly predictions: number[];
}

describe('fitNearestCentroid: reference', () => {
  for (const reference of readFixture<CentroidCase>('fitNearestCentroid')) {
    it(`agrees with scikit-learn: ${reference.name}`, () => {
      tf.tidy(() => {
        const metric = reference.name;
        const classifier = fitNearestCentroid(decode(reference.features), reference.labels, {
          metric,
        });
        const test = decode(reference.test);
        expect(classifier).toMatchObject({ classes: [0, 3, 5], dimension: 4, metric });
        expectClose(classifier.centroids(), reference.centroids.values);
        expectClose(classifier.distances(test), reference.distances.values, { atol: 1e-6 });
        const predictions = classifier.predict(test);
        expect(predictions.dtype).toBe('int32');
        expect([...predictions.dataSync()]).toEqual(reference.predictions);
        expect(classifier.score(test, reference.predictions)).toBe(1);
        expect(classifier.score(test, new Uint8Array(7).fill(9))).toBe(0);
      });
    });
  }
});

const { rows, labels } = labelledRows(30, 3, [0, 1], 23);

describe('fitNearestCentroid: laws', () => {
  it('has euclidean distances that do not change under a shift', () => {
    fc.assert(
      fc.property(fc.integer({ min: -8192, max: 8192 }), (shift) => {
        tf.tidy(() => {
          // Multiples of 1/256, which float32 holds beside any such shift.
          const features = tf.div(tf.round(tf.mul(tensorOf(rows), 256)), 256);
          const shifted = tf.add(features, shift);
          const expected = fitNearestCentroid(features, labels).distances(features);
          const actual = fitNearestCentroid(shifted, labels).distances(shifted);
          expectClose(actual, expected, { rtol: 1e-5 });
        });
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('has cosine distances from 0 to 2 that do not change with the length of a row', () => {
    fc.assert(
      fc.property(fc.constantFrom(1e-30, 1e-3, 7, 1e30), (factor) => {
        tf.tidy(() => {
          const features = tensorOf(rows);
          const classifier = fitNearestCentroid(features, labels, { metric: 'cosine' });
          const expected = classifier.distances(features);
          expectClose(classifier.distances(tf.mul(features, factor)), expected, { atol: 1e-6 });
          expectClose(classifier.distances(tf.neg(features)), tf.sub(2, expected), { atol: 1e-6 });
        });
      }),
      { seed: 2, numRuns: 4 },
    );
  });
});

describe('fitNearestCentroid: extremes', () => {
  it('is at cosine distance 1 from a row without direction', () => {
    tf.tidy(() => {
      const classifier = fitNearestCentroid(tensorOf(rows), labels, { metric: 'cosine' });
      expectClose(classifier.distances(tf.zeros([1, 3])), [1, 1]);
    });
  });

  it('needs no more than one row a class, and predicts nothing for no rows', () => {
    tf.tidy(() => {
      for (const metric of ['euclidean', 'cosine'] as const) {
        const classifier = fitNearestCentroid(
          tf.tensor2d([
            [0, 1],
            [1, 0],
          ]),
          [4, 2],
          { metric },
        );
        expect([
          ...classifier
            .predict(
              tf.tensor2d([
                [2, 1],
                [1, 2],
              ]),
            )
            .dataSync(),
        ]).toEqual([2, 4]);
        expect(classifier.distances(tf.zeros([0, 2])).shape).toEqual([0, 2]);
        expect(classifier.predict(tf.zeros([0, 2])).shape).toEqual([0]);
      }
    });
  });
});

describe('fitNearestCentroid: errors', () => {
  it('refuses wrong labels, features and options in the words of the other classifier', () => {
    tf.tidy(() => {
      const features = tensorOf(rows);
      expect(() => fitNearestCentroid(features, [0, 1])).toThrow(
        'fitNearestCentroid: labels must have one entry per row of features; got 2 labels for 30 rows. Check that both come from the same batch.',
      );
      expect(() => fitNearestCentroid(features, new Int32Array(30))).toThrow(
        'fitNearestCentroid: labels must hold at least two classes; got class 0 alone, in 30 rows. Add rows of another class.',
      );
      expect(() => fitNearestCentroid(features, labels, { metric: 'l1' as never })).toThrow(
        "fitNearestCentroid: metric must be one of 'euclidean', 'cosine'; got 'l1'. Use 'cosine' to compare by the angle alone.",
      );
      expect(() => fitNearestCentroid(features, labels, { distance: 'cosine' } as never)).toThrow(
        'fitNearestCentroid: options must be among metric; got distance. Check the spelling, or remove it.',
      );
      expect(() => fitNearestCentroid(features, labels).distances(tf.zeros([1, 2]))).toThrow(
        'NearestCentroidClassifier.distances: features must have 3 columns, as the rows seen before; got features [1, 2]. Pass them through the same encoder or projection.',
      );
    });
  });
});

describe('fitNearestCentroid: memory', () => {
  it('leaves nothing behind, and every prediction one tensor', () => {
    const features = tensorOf(rows);
    for (const metric of ['euclidean', 'cosine'] as const) {
      const classifier = fitNearestCentroid(features, labels, { metric });
      expectNewTensors(0, () => {
        fitNearestCentroid(features, labels, { metric });
        classifier.score(features, labels);
        return [];
      });
      expectNewTensors(1, () => classifier.distances(features));
      expectNewTensors(1, () => classifier.predict(features));
      expectNewTensors(1, () => classifier.centroids());
    }
    features.dispose();
  });
});
