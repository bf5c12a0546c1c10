import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type RandomKey, type RandomUniformOptions, randomKey, randomUniform } from '../../src';

import { readFixture } from '../helpers/fixture';
import { kolmogorovSmirnov } from '../helpers/kolmogorovSmirnov';
import { withKernel } from '../helpers/withKernel';
import { describeSamplerLaws } from '../laws/samplerLaws';

interface Draw {
  readonly name: string;
  readonly key: RandomKey;
  readonly shape: number[];
  readonly options: RandomUniformOptions;
  readonly values: number[];
}

function draw(key: RandomKey, shape: readonly number[], options?: RandomUniformOptions) {
  return tf.tidy(() => randomUniform(key, shape, options).dataSync<'float32'>());
}

describe('randomUniform: reference', () => {
  for (const { name, key, shape, options, values } of readFixture<Draw>('randomUniform')) {
    it(`has the reference bits: ${name}`, () => {
      expect(Array.from(draw(key, shape, options))).toEqual(values);
    });
  }
});

describeSamplerLaws({ fn: 'randomUniform', draw: (key, shape) => randomUniform(key, shape) });

describe('randomUniform: laws', () => {
  it('has the distribution function of the uniform distribution', () => {
    expect(kolmogorovSmirnov(draw(randomKey(1), [1e6]), (x) => x)).toBeLessThan(1.95);
    const shifted = draw(randomKey(2), [1e5], { min: -3, max: 5 });
    expect(kolmogorovSmirnov(shifted, (x) => (x + 3) / 8)).toBeLessThan(1.95);
  });

  it('fills 128 x 128 cells of neighbouring elements evenly', () => {
    const values = draw(randomKey(3), [2 ** 19]);
    const counts = new Int32Array(2 ** 14);
    for (let i = 0; i < values.length; i += 2) {
      const cell =
        128 * Math.floor(128 * (values[i] as number)) + Math.floor(128 * (values[i + 1] as number));
      counts[cell] = (counts[cell] as number) + 1;
    }
    const expected = 2 ** 18 / 2 ** 14;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // Four standard deviations, sqrt(2 * 16383) each.
    expect(Math.abs(chiSquare - 16383)).toBeLessThan(4 * Math.sqrt(2 * 16383));
  });

  it('uses 24 bits a value', () => {
    const values = draw(randomKey(4), [1e4]);
    expect(values.every((value) => Number.isInteger(value * 2 ** 24))).toBe(true);
    expect(values.some((value) => !Number.isInteger(value * 2 ** 23))).toBe(true);
  });
});

describe('randomUniform: extremes', () => {
  it('never returns max, where rounding would', () => {
    const max = 1 + 2 ** -23;
    expect(new Set(draw(randomKey(1), [1000], { min: 1, max }))).toEqual(new Set([1]));
    const below = draw(randomKey(1), [1000], { min: -1 - 2 ** -23, max: -1 });
    expect(new Set(below)).toEqual(new Set([-1 - 2 ** -23]));
  });

  it('rounds its bounds to float32', () => {
    const values = draw(randomKey(1), [1e5], { min: 0.7, max: 0.7 + 1e-6 });
    expect(Math.min(...values.slice(0, 1e4))).toBe(Math.fround(0.7));
    expect(Math.max(...values.slice(0, 1e4))).toBeLessThan(Math.fround(0.7 + 1e-6));
  });
});

describe('randomUniform: errors', () => {
  it('refuses an interval that is empty or not finite', () => {
    const wrong = (options: unknown) => () =>
      randomUniform(randomKey(1), [2], options as RandomUniformOptions);
    expect(wrong({ min: 1, max: 1 })).toThrow(
      new RangeError(
        'randomUniform: min must be below max in float32; got min 1, max 1. The interval contains min and not max.',
      ),
    );
    expect(wrong({ min: 2 })).toThrow(
      new RangeError(
        'randomUniform: min must be below max in float32; got min 2, max 1. The interval contains min and not max.',
      ),
    );
    expect(wrong({ max: 1e39 })).toThrow(
      new RangeError(
        'randomUniform: max must be a finite float32 number; got 1e+39. Check how it was computed.',
      ),
    );
    tf.tidy(() => {
      expect(wrong({ min: tf.zeros([2]) })).toThrow(
        new RangeError(
          'randomUniform: min must be a finite float32 number; got a float32 tensor [2]. Scale and shift the result with tf.mul and tf.add for elements that differ in it.',
        ),
      );
    });
  });

  it('refuses options that it does not have', () => {
    expect(() =>
      randomUniform(randomKey(1), [2], { minval: 0 } as unknown as RandomUniformOptions),
    ).toThrow(
      new TypeError(
        'randomUniform: options must be among min, max; got minval. Check the spelling, or remove it.',
      ),
    );
  });
});

describe('randomUniform: kernel', () => {
  it('prefers the kernel of the backend', () => {
    const kernel: tf.KernelFunc = ({ inputs, attrs }) => {
      expect(inputs).toEqual({});
      expect(attrs).toEqual({ key: [7, 0], shape: [2], min: Math.fround(0.1), max: 3 });
      return tf.tensor1d([5, 6]);
    };
    withKernel('PhiloxUniform', kernel, () => {
      expect(Array.from(draw(randomKey(7), [2], { min: 0.1, max: 3 }))).toEqual([5, 6]);
    });
  });
});
