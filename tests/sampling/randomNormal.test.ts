import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type RandomKey, type RandomNormalOptions, randomKey, randomNormal } from '../../src';

import { readFixture } from '../helpers/fixture';
import { kolmogorovSmirnov } from '../helpers/kolmogorovSmirnov';
import { normalCdf } from '../helpers/normalCdf';
import { withKernel } from '../helpers/withKernel';
import { describeSamplerLaws } from '../laws/samplerLaws';

interface Draw {
  readonly name: string;
  readonly key: RandomKey;
  readonly shape: number[];
  readonly options: RandomNormalOptions;
  readonly values: number[];
}

function draw(key: RandomKey, shape: readonly number[], options?: RandomNormalOptions) {
  return tf.tidy(() => randomNormal(key, shape, options).dataSync<'float32'>());
}

describe('randomNormal: reference', () => {
  for (const { name, key, shape, options, values } of readFixture<Draw>('randomNormal')) {
    it(`has the reference bits: ${name}`, () => {
      expect(Array.from(draw(key, shape, options))).toEqual(values);
    });
  }
});

describeSamplerLaws({ fn: 'randomNormal', draw: (key, shape) => randomNormal(key, shape) });

describe('randomNormal: laws', () => {
  it('has the distribution function of the normal distribution', () => {
    expect(kolmogorovSmirnov(draw(randomKey(1), [1e6]), normalCdf)).toBeLessThan(1.95);
  });

  it('has the moments 0, 1, 0, 3 of the standard normal distribution', () => {
    const values = draw(randomKey(2), [1e6]);
    const moment = (power: number): number =>
      values.reduce((sum, x) => sum + x ** power, 0) / values.length;
    // Four standard deviations of each: sqrt(1, 2, 15, 96) / 1000.
    expect(Math.abs(moment(1))).toBeLessThan(0.004);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.0057);
    expect(Math.abs(moment(3))).toBeLessThan(0.0155);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.0392);
  });

  it('has both elements of a pair independent: the angle of the pair is uniform', () => {
    const values = draw(randomKey(3), [2e5]);
    const turns = Array.from({ length: 1e5 }, (_, i) => {
      const angle = Math.atan2(values[2 * i + 1] as number, values[2 * i] as number);
      return angle / (2 * Math.PI) + 0.5;
    });
    expect(kolmogorovSmirnov(turns, (x) => x)).toBeLessThan(1.95);
  });

  it('shifts and scales the standard draw', () => {
    const standard = draw(randomKey(4), [100]);
    const scaled = draw(randomKey(4), [100], { mean: -1, std: 2 });
    scaled.forEach((value, i) => {
      expect(value).toBeCloseTo(2 * (standard[i] as number) - 1, 5);
    });
  });
});

describe('randomNormal: errors', () => {
  it('refuses parameters that are not finite, and a negative deviation', () => {
    const wrong = (options: unknown) => () =>
      randomNormal(randomKey(1), [2], options as RandomNormalOptions);
    expect(wrong({ mean: Number.NaN })).toThrow(
      new RangeError(
        'randomNormal: mean must be a finite float32 number; got NaN. Check how it was computed.',
      ),
    );
    expect(wrong({ std: Number.POSITIVE_INFINITY })).toThrow(
      new RangeError(
        'randomNormal: std must be a finite float32 number; got Infinity. Check how it was computed.',
      ),
    );
    expect(wrong({ std: -1 })).toThrow(
      new RangeError(
        'randomNormal: std must not be negative; got -1. It is a standard deviation, not a log-variance.',
      ),
    );
  });

  it('refuses options that it does not have', () => {
    expect(() =>
      randomNormal(randomKey(1), [2], { stddev: 1 } as unknown as RandomNormalOptions),
    ).toThrow(
      new TypeError(
        'randomNormal: options must be among mean, std; got stddev. Check the spelling, or remove it.',
      ),
    );
  });
});

describe('randomNormal: kernel', () => {
  it('prefers the kernel of the backend', () => {
    const kernel: tf.KernelFunc = ({ inputs, attrs }) => {
      expect(inputs).toEqual({});
      expect(attrs).toEqual({ key: [7, 0], shape: [2], mean: 1, std: 3 });
      return tf.tensor1d([5, 6]);
    };
    withKernel('PhiloxNormal', kernel, () => {
      expect(Array.from(draw(randomKey(7), [2], { mean: 1, std: 3 }))).toEqual([5, 6]);
    });
  });
});
