import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { knnAccuracy } from '../../src';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { decode, type FixtureCase, readFixture } from '../helpers/fixture';

interface Case {
  readonly name: string;
  readonly neighbours: number;
  readonly features: FixtureCase['value'];
  readonly labels: number[];
  readonly test: FixtureCase['value'];
  readonly testLabels: number[];
  readonly amongOthers: number;
  readonly amongReferences: number;
}

describe('knnAccuracy: reference', () => {
  for (const reference of readFixture<Case>('knnAccuracy')) {
    it(`has the reference accuracies: ${reference.name}`, () => {
      tf.tidy(() => {
        const { neighbours, labels, testLabels } = reference;
        const features = decode(reference.features);
        const test = decode(reference.test);
        const accuracy = knnAccuracy(features, labels, { neighbours });
        expect(accuracy).toBeCloseTo(reference.amongOthers, 12);
        const references = { features, labels };
        expect(knnAccuracy(test, testLabels, { neighbours, references })).toBeCloseTo(
          reference.amongReferences,
          12,
        );
      });
    });
  }
});

const line = (values: number[]): tf.Tensor2D => tf.tensor2d(values, [values.length, 1]);

describe('knnAccuracy: laws', () => {
  it('is 1 for references that hold each row with its class, and 0 with another', () => {
    tf.tidy(() => {
      const features = line([0, 1, 5]);
      const among = (labels: number[]) =>
        knnAccuracy(features, [0, 1, 2], { neighbours: 1, references: { features, labels } });
      expect(among([0, 1, 2])).toBe(1);
      expect(among([1, 2, 0])).toBe(0);
    });
  });

  it('does not change when all distances are scaled, and the rows shuffled', () => {
    tf.tidy(() => {
      const labels = [0, 0, 1, 1, 0, 2, 2, 1];
      const features = tf.randomNormal([8, 3], 0, 1, 'float32', 4);
      const order = [5, 2, 7, 0, 1, 6, 4, 3];
      const shuffled = tf.mul(tf.gather(features, order), 16);
      expect(
        knnAccuracy(
          shuffled,
          order.map((row) => labels[row] as number),
          { neighbours: 3 },
        ),
      ).toBe(knnAccuracy(features, labels, { neighbours: 3 }));
    });
  });
});

describe('knnAccuracy: extremes', () => {
  it('takes the first of equally near rows, and the smallest of equally voted classes', () => {
    tf.tidy(() => {
      const references = { features: line([1, -1, 1]), labels: [3, 2, 1] };
      const at = (label: number, neighbours: number) =>
        knnAccuracy(line([0]), [label], { neighbours, references });
      expect([at(3, 1), at(2, 1)]).toEqual([1, 0]);
      expect([at(2, 2), at(3, 2)]).toEqual([1, 0]);
      expect([at(1, 3), at(2, 3)]).toEqual([1, 0]);
    });
  });

  it('takes int32 tensors and typed arrays as labels', () => {
    tf.tidy(() => {
      const features = line([0, 1, 9, 10]);
      const labels = [0, 0, 1, 1];
      for (const given of [labels, Uint8Array.from(labels), tf.tensor1d(labels, 'int32')]) {
        expect(knnAccuracy(features, given, { neighbours: 1 })).toBe(1);
      }
    });
  });
});

describe('knnAccuracy: errors', () => {
  it('refuses more neighbours than there are rows, and references that are none', () => {
    tf.tidy(() => {
      const features = line([0, 1, 2]);
      const labels = [0, 1, 1];
      for (const neighbours of [0, 3, 1.5]) {
        expect(() => knnAccuracy(features, labels, { neighbours })).toThrow(
          new RangeError(
            `knnAccuracy: neighbours must be an integer from 1 to 2, the number of other rows; got ${neighbours}. Usual numbers are 5 to 15.`,
          ),
        );
      }
      const references = { features, labels };
      expect(() => knnAccuracy(features, labels, { neighbours: 4, references })).toThrow(
        new RangeError(
          'knnAccuracy: neighbours must be an integer from 1 to 3, the number of references; got 4. Usual numbers are 5 to 15.',
        ),
      );
      const wrong = features as unknown as { features: tf.Tensor; labels: number[] };
      expect(() => knnAccuracy(features, labels, { references: wrong })).toThrow(
        new TypeError(
          'knnAccuracy: references must be a record { features, labels }; got a float32 tensor [3, 1]. Leave it out to compare each row with all others.',
        ),
      );
    });
  });

  it('refuses features that are not finite rows of one width, and a class too few', () => {
    tf.tidy(() => {
      expect(() => knnAccuracy(tf.zeros([3]), [0, 1, 1])).toThrow(
        'knnAccuracy: features must have rank 2, [rows, dimensions]; got features [3].',
      );
      expect(() => knnAccuracy(line([0, Number.NaN, 1]), [0, 1, 1], { neighbours: 1 })).toThrow(
        RangeError,
      );
      expect(() => knnAccuracy(line([0, 1, 2]), [0, 1])).toThrow(
        'knnAccuracy: labels must have one entry per row of features; got 2 labels for 3 rows.',
      );
      const references = { features: tf.zeros([9, 2]), labels: Array(9).fill(0) };
      expect(() => knnAccuracy(line([0, 1, 2]), [0, 1, 1], { references })).toThrow(
        'knnAccuracy: features must have 1 columns, as the rows seen before; got features [9, 2].',
      );
    });
  });
});

describe('knnAccuracy: memory', () => {
  it('makes no tensors', () => {
    const features = line([0, 1, 2]);
    expectNewTensors(0, () => {
      knnAccuracy(features, [0, 1, 1], { neighbours: 1 });
      return [];
    });
    features.dispose();
  });
});
