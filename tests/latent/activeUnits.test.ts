import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activeUnits } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { decode, type FixtureCase, readFixture } from '../helpers/fixture';

interface Case {
  readonly name: string;
  readonly mean: FixtureCase['value'];
  readonly variances: FixtureCase['value'];
  readonly active: boolean[];
}

describe('activeUnits: reference', () => {
  for (const reference of readFixture<Case>('activeUnits')) {
    it(`has the reference variances and flags: ${reference.name}`, () => {
      tf.tidy(() => {
        const { variances, active } = activeUnits(decode(reference.mean));
        // Of a spread of 0.01 around 100, float32 keeps three digits.
        expectClose(variances, reference.variances.values, { rtol: 1e-4, atol: 1e-8 });
        expect(active.dtype).toBe('bool');
        expect(Array.from(active.dataSync(), Boolean)).toEqual(reference.active);
      });
    });
  }
});

describe('activeUnits: laws', () => {
  it('scales its variances by the square of a factor, and keeps them under a sign', () => {
    fc.assert(
      fc.property(fc.constantFrom(0.25, 2, -1, -8), fc.nat(1e6), (factor, seed) => {
        tf.tidy(() => {
          const mean = tf.randomNormal([20, 3], 0, 1, 'float32', seed + 1) as tf.Tensor2D;
          expectClose(
            activeUnits(tf.mul(mean, factor)).variances,
            tf.mul(activeUnits(mean).variances, factor ** 2),
          );
        });
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('counts no more units active the higher the threshold', () => {
    tf.tidy(() => {
      const mean = tf.tensor2d([
        [1, 0.5, 0.25],
        [-1, -0.5, -0.25],
      ]);
      const counted = (threshold: number): number =>
        tf.sum(activeUnits(mean, { threshold }).active).dataSync()[0] as number;
      expect([0, 0.0625, 0.25, 0.99, 1].map(counted)).toEqual([3, 2, 1, 1, 0]);
    });
  });
});

describe('activeUnits: extremes', () => {
  it('sees no activity in one example, nor in equal ones', () => {
    tf.tidy(() => {
      for (const rows of [1, 5]) {
        const { variances, active } = activeUnits(tf.fill([rows, 2], 3), { threshold: 0 });
        expect(Array.from(variances.dataSync())).toEqual([0, 0]);
        expect(Array.from(active.dataSync())).toEqual([0, 0]);
      }
    });
  });
});

describe('activeUnits: errors', () => {
  it('refuses what is not a matrix of at least one row, and a threshold that is none', () => {
    tf.tidy(() => {
      expect(() => activeUnits(tf.zeros([3]))).toThrow(
        new TypeError(
          'activeUnits: mean must have rank 2, [examples, latent]; got mean [3]. Bring it to this layout with tf.reshape.',
        ),
      );
      expect(() => activeUnits(tf.zeros([0, 3]))).toThrow(
        new TypeError(
          'activeUnits: mean must hold at least one example; got mean [0, 3]. Pass the posterior means of a whole data set.',
        ),
      );
      expect(() => activeUnits(tf.zeros([2, 3]), { threshold: -1 })).toThrow(
        new RangeError(
          'activeUnits: threshold must be a finite number, 0 or more; got -1. The usual threshold is 0.01.',
        ),
      );
      expect(() => activeUnits(tf.zeros([2, 3]), { cutoff: 1 } as object)).toThrow(
        new TypeError(
          'activeUnits: options must be among threshold; got cutoff. Check the spelling, or remove it.',
        ),
      );
    });
  });
});

describe('activeUnits: memory', () => {
  it('leaves two tensors behind', () => {
    const mean = tf.ones([4, 3]);
    expectNewTensors(2, () => ({ ...activeUnits(mean) }));
    mean.dispose();
  });
});
