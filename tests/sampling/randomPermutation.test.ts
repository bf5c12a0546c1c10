import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomKey, randomKey, randomPermutation, splitKey } from '../../src';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { readFixture } from '../helpers/fixture';

interface Shuffle {
  readonly name: string;
  readonly key: RandomKey;
  readonly n: number;
  readonly permutation: number[];
}

describe('randomPermutation: reference', () => {
  for (const { name, key, n, permutation } of readFixture<Shuffle>('randomPermutation')) {
    it(`has the reference permutation: ${name}`, () => {
      expect(Array.from(randomPermutation(key, n))).toEqual(permutation);
    });
  }
});

describe('randomPermutation: laws', () => {
  it('has every index once, the same permutation for the same key', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(300), (seed, n) => {
        const permutation = randomPermutation(randomKey(seed), n);
        expect(permutation).toBeInstanceOf(Int32Array);
        expect(permutation).toEqual(randomPermutation(randomKey(seed), n));
        expect(permutation.slice().sort()).toEqual(Int32Array.from({ length: n }, (_, i) => i));
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('draws each of the 24 permutations of four equally often', () => {
    const counts = new Map<string, number>();
    for (const key of splitKey(randomKey(1), 24_000)) {
      const permutation = randomPermutation(key, 4).join();
      counts.set(permutation, (counts.get(permutation) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const chiSquare = [...counts.values()].reduce((s, count) => s + (count - 1000) ** 2 / 1000, 0);
    // The 99.9 % quantile for 23 degrees of freedom.
    expect(chiSquare).toBeLessThan(49.73);
  });

  it('leaves one element in its place on average', () => {
    const n = 1000;
    const keys = splitKey(randomKey(2), 1000);
    const fixed = keys.reduce(
      (sum, key) => sum + randomPermutation(key, n).filter((element, i) => element === i).length,
      0,
    );
    // Fixed points are Poisson with mean 1: four standard deviations of the mean.
    expect(Math.abs(fixed / keys.length - 1)).toBeLessThan(4 / Math.sqrt(keys.length));
  });

  it('is an index list for tf.gather', () => {
    tf.tidy(() => {
      const permutation = randomPermutation(randomKey(3), 5);
      const rows = tf.tensor2d([0, 10, 20, 30, 40], [5, 1]);
      const shuffled = tf.gather(rows, tf.tensor1d(permutation, 'int32'));
      expect(Array.from(shuffled.dataSync())).toEqual(Array.from(permutation, (i) => 10 * i));
    });
  });
});

describe('randomPermutation: errors', () => {
  it('refuses what is not a key, or not a number of elements', () => {
    expect(() => randomPermutation(7 as unknown as RandomKey, 5)).toThrow(
      new TypeError(
        'randomPermutation: key must be a key, two unsigned 32-bit integers; got 7. Make one with randomKey(seed).',
      ),
    );
    for (const n of [-1, 2.5]) {
      expect(() => randomPermutation(randomKey(1), n)).toThrow(
        new RangeError(
          `randomPermutation: n must be an integer from 0 on; got ${n}. It counts the elements to shuffle.`,
        ),
      );
    }
  });
});

describe('randomPermutation: memory', () => {
  it('makes no tensors', () => {
    expectNewTensors(0, () => {
      randomPermutation(randomKey(1), 10);
      return [];
    });
  });
});
