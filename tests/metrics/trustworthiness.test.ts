import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { trustworthiness } from '../../src';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { decode, type FixtureCase, readFixture } from '../helpers/fixture';

interface Case {
  readonly name: string;
  readonly neighbours: number;
  readonly features: FixtureCase['value'];
  readonly embedding: FixtureCase['value'];
  readonly value: number;
}

describe('trustworthiness: reference', () => {
  for (const reference of readFixture<Case>('trustworthiness')) {
    it(`has the reference value: ${reference.name}`, () => {
      tf.tidy(() => {
        const { neighbours, value } = reference;
        expect(
          trustworthiness(decode(reference.features), decode(reference.embedding), { neighbours }),
        ).toBeCloseTo(value, 10);
      });
    });
  }
});

describe('trustworthiness: laws', () => {
  it('is 1 for the data itself, turned and scaled', () => {
    tf.tidy(() => {
      const features = tf.randomNormal([30, 2], 0, 1, 'float32', 1) as tf.Tensor2D;
      const turned = tf.matMul(
        features,
        tf.tensor2d([
          [0, -4],
          [4, 0],
        ]),
      );
      expect(trustworthiness(features, turned)).toBe(1);
    });
  });

  it('is lower the more of the data is lost', () => {
    tf.tidy(() => {
      const features = tf.randomNormal([60, 3], 0, 1, 'float32', 2) as tf.Tensor2D;
      const leading = (count: number) =>
        trustworthiness(features, tf.slice(features, [0, 0], [60, count]));
      expect(leading(2)).toBeLessThan(leading(3));
      expect(leading(1)).toBeLessThan(leading(2));
    });
  });
});

describe('trustworthiness: extremes', () => {
  it('counts how far down the list of the data a shown neighbour stands', () => {
    tf.tidy(() => {
      const features = tf.tensor2d([0, 1, 10, 11, 30], [5, 1]);
      const embedding = tf.tensor2d([0, 5, 5.1, 0.1, 90], [5, 1]);
      // 0 shows 11, its third; 1 shows 10, its second; 10 shows 1, its second; 11 shows 0, its
      // third; 30 shows 10, its second.
      const penalty = 2 + 1 + 1 + 2 + 1;
      expect(trustworthiness(features, embedding, { neighbours: 1 })).toBeCloseTo(
        1 - (2 * penalty) / (5 * 1 * (2 * 5 - 3 - 1)),
        12,
      );
    });
  });

  it('takes rows of the data that are equally near for one place in the list', () => {
    tf.tidy(() => {
      const embedding = tf.randomNormal([8, 2], 0, 1, 'float32', 3);
      expect(trustworthiness(tf.zeros([8, 2]), embedding, { neighbours: 2 })).toBe(1);
    });
  });
});

describe('trustworthiness: errors', () => {
  it('refuses rows that do not pair up, and too many neighbours', () => {
    tf.tidy(() => {
      expect(() => trustworthiness(tf.zeros([9, 4]), tf.zeros([8, 2]))).toThrow(
        new TypeError(
          'trustworthiness: features and embedding must have the same number of rows; got features [9, 4], embedding [8, 2]. Row i of both has to be the same example.',
        ),
      );
      for (const neighbours of [0, 5, 2.5]) {
        expect(() => trustworthiness(tf.zeros([9, 4]), tf.zeros([9, 2]), { neighbours })).toThrow(
          new RangeError(
            `trustworthiness: neighbours must be an integer from 1 to 4, below half the number of rows; got ${neighbours}. Usual numbers are 5 to 15.`,
          ),
        );
      }
    });
  });
});

describe('trustworthiness: memory', () => {
  it('makes no tensors', () => {
    const features = tf.tensor2d([0, 1, 2], [3, 1]);
    expectNewTensors(0, () => {
      trustworthiness(features, features, { neighbours: 1 });
      return [];
    });
    features.dispose();
  });
});
