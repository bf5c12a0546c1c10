import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { classOverlap, knnAccuracy } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { decode, type FixtureCase, readFixture } from '../helpers/fixture';

interface Case {
  readonly name: string;
  readonly neighbours: number;
  readonly features: FixtureCase['value'];
  readonly labels: number[];
  readonly test: FixtureCase['value'];
  readonly testLabels: number[];
  readonly classes: number[];
  readonly amongOthers: (number | null)[][];
  readonly amongReferences: (number | null)[][];
}

describe('classOverlap: reference', () => {
  for (const reference of readFixture<Case>('classOverlap')) {
    it(`has the reference shares: ${reference.name}`, () => {
      tf.tidy(() => {
        const { neighbours, labels, testLabels, classes } = reference;
        const flat = (shares: readonly (readonly (number | null)[])[]) =>
          shares.flat().map((share) => share ?? Number.NaN);
        const features = decode(reference.features);
        const among = classOverlap(features, labels, { neighbours });
        expect(among.classes).toEqual(classes);
        expectClose(flat(among.shares), flat(reference.amongOthers));
        const test = classOverlap(decode(reference.test), testLabels, {
          neighbours,
          references: { features, labels },
        });
        expect(test.classes).toEqual(classes);
        expectClose(flat(test.shares), flat(reference.amongReferences));
      });
    });
  }
});

describe('classOverlap: laws', () => {
  it('has rows that sum to 1', () => {
    tf.tidy(() => {
      const labels = Array.from({ length: 40 }, (_, row) => row % 3);
      const features = tf.randomNormal([40, 2], 0, 1, 'float32', 1);
      const { shares } = classOverlap(features, labels, { neighbours: 7 });
      expectClose(
        shares.map((row) => row.reduce((sum, share) => sum + share, 0)),
        [1, 1, 1],
      );
    });
  });

  it('has the accuracy of the single neighbour on its diagonal', () => {
    tf.tidy(() => {
      const labels = Array.from({ length: 40 }, (_, row) => row % 2);
      const features = tf.randomNormal([40, 2], 0, 1, 'float32', 2);
      const { shares } = classOverlap(features, labels, { neighbours: 1 });
      const diagonal = shares.map((row, index) => row[index] as number);
      expectClose(
        [((diagonal[0] as number) + (diagonal[1] as number)) / 2],
        [knnAccuracy(features, labels, { neighbours: 1 })],
      );
    });
  });
});

describe('classOverlap: extremes', () => {
  it('is the identity where no two classes touch', () => {
    tf.tidy(() => {
      const features = tf.tensor2d([0, 1, 100, 101], [4, 1]);
      expect(classOverlap(features, [5, 5, 2, 2], { neighbours: 1 })).toEqual({
        classes: [2, 5],
        shares: [
          [1, 0],
          [0, 1],
        ],
      });
    });
  });
});

describe('classOverlap: errors', () => {
  it('names itself in the errors of its arguments', () => {
    tf.tidy(() => {
      expect(() => classOverlap(tf.zeros([3, 1]), [0, 1, 1])).toThrow(
        new RangeError(
          'classOverlap: neighbours must be an integer from 1 to 2, the number of other rows; got 5. Usual numbers are 5 to 15.',
        ),
      );
      expect(() => classOverlap(tf.zeros([9, 1]), Array(9).fill(0), { k: 3 } as object)).toThrow(
        new TypeError(
          'classOverlap: options must be among neighbours, references; got k. Check the spelling, or remove it.',
        ),
      );
    });
  });
});

describe('classOverlap: memory', () => {
  it('makes no tensors', () => {
    const features = tf.tensor2d([0, 1, 2], [3, 1]);
    expectNewTensors(0, () => {
      classOverlap(features, [0, 1, 1], { neighbours: 1 });
      return [];
    });
    features.dispose();
  });
});
