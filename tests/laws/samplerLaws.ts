import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomKey, randomKey, splitKey } from '../../src';
import { correlation } from '../helpers/correlation';
import { expectNewTensors } from '../helpers/expectNewTensors';

/** A sampler of independent, identically distributed elements. */
export interface SamplerUnderTest {
  readonly fn: string;
  readonly draw: (key: RandomKey, shape: readonly number[]) => Tensor;
}

const seeds = fc.nat(2 ** 31 - 1);
const shapes = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });

/** The contract that every keyed sampler keeps. */
export function describeSamplerLaws({ fn, draw }: SamplerUnderTest): void {
  const values = (key: RandomKey, shape: readonly number[]): number[] =>
    tf.tidy(() => Array.from(draw(key, shape).dataSync()));

  describe(`${fn}: sampler laws`, () => {
    it('gives a float32 tensor of any shape, the same for the same key', () => {
      fc.assert(
        fc.property(seeds, shapes, (seed, shape) => {
          tf.tidy(() => {
            const sample = draw(randomKey(seed), shape);
            expect(sample.shape).toEqual(shape);
            expect(sample.dtype).toBe('float32');
            expect(Array.from(sample.dataSync())).toEqual(values(randomKey(seed), shape));
          });
        }),
        { seed: 1, numRuns: 40 },
      );
    });

    it('keeps its first elements when more are asked for', () => {
      fc.assert(
        fc.property(seeds, fc.nat(40), fc.nat(40), (seed, length, more) => {
          const key = randomKey(seed);
          expect(values(key, [length + more]).slice(0, length)).toEqual(values(key, [length]));
        }),
        { seed: 2, numRuns: 40 },
      );
    });

    it('ignores how the elements are arranged', () => {
      expect(values(randomKey(3), [2, 3, 4])).toEqual(values(randomKey(3), [24]));
    });

    it('takes a key that went through JSON', () => {
      const key = splitKey(randomKey(2 ** 53 - 1))[1];
      const revived = JSON.parse(JSON.stringify(key)) as RandomKey;
      expect(values(revived, [9])).toEqual(values(key, [9]));
    });

    it('has no correlation between keys of neighbouring seeds, siblings, parent and child', () => {
      const key = randomKey(0);
      const [first, second] = splitKey(key);
      const n = 1e5;
      const pairs = [
        [key, randomKey(1)],
        [first, second],
        [key, first],
        [first, splitKey(first)[0]],
      ] as const;
      for (const [a, b] of pairs) {
        // Four standard deviations.
        expect(Math.abs(correlation(values(a, [n]), values(b, [n])))).toBeLessThan(
          4 / Math.sqrt(n),
        );
      }
    });

    it('has no correlation between elements at distances up to 8', () => {
      const n = 1e5;
      const sample = values(randomKey(5), [n + 8]);
      for (let lag = 1; lag <= 8; lag++) {
        const shifted = sample.slice(lag, n + lag);
        expect(Math.abs(correlation(sample.slice(0, n), shifted)), `at ${lag}`).toBeLessThan(
          4 / Math.sqrt(n),
        );
      }
    });

    it('leaves one tensor behind', () => {
      expectNewTensors(1, () => draw(randomKey(1), [3, 5]));
      expectNewTensors(1, () => draw(randomKey(1), [0]));
    });

    it('refuses what is not a key', () => {
      const wrong = (key: unknown) => () => draw(key as RandomKey, [2]);
      expect(wrong(42)).toThrow(
        new TypeError(
          `${fn}: key must be a key, two unsigned 32-bit integers; got 42. Make one with randomKey(seed).`,
        ),
      );
      expect(wrong(undefined)).toThrow(
        new TypeError(
          `${fn}: key must be a key, two unsigned 32-bit integers; got undefined. Make one with randomKey(seed).`,
        ),
      );
      expect(wrong(splitKey(randomKey(1)))).toThrow(
        new TypeError(
          `${fn}: key must be a key, two unsigned 32-bit integers; got an array of length 2. Pass one of the keys that splitKey returned.`,
        ),
      );
      for (const words of [
        [-1, 0],
        [0, 2 ** 32],
        [0.5, 0],
        [Number.NaN, 0],
      ]) {
        expect(wrong(words)).toThrow(
          new RangeError(
            `${fn}: key must be a key, two unsigned 32-bit integers; got [${words.join(', ')}]. Make one with randomKey(seed).`,
          ),
        );
      }
    });

    it('refuses what is not a shape', () => {
      const wrong = (shape: unknown) => () => draw(randomKey(1), shape as number[]);
      const message = (got: string) =>
        new TypeError(
          `${fn}: shape must be an array of non-negative integers; got ${got}. Write it as tensor.shape has it, such as [32, 2], and [] for a scalar.`,
        );
      expect(wrong(5)).toThrow(message('5'));
      expect(wrong([2, -1])).toThrow(message('[2, -1]'));
      expect(wrong([2, 1.5])).toThrow(message('[2, 1.5]'));
      expect(wrong([null, 2])).toThrow(message('[, 2]'));
    });
  });
}
