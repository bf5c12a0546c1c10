import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { checkFloat32 } from '../../../src/internal/checks/checkFloat32';

describe('checkFloat32', () => {
  it('passes numbers that stay finite in float32', () => {
    for (const value of [0, -1.5, 3.4e38, 1e-60]) {
      expect(() => checkFloat32('f', 'x', value)).not.toThrow();
    }
  });

  it('refuses what overflows, what is not finite, and what is no number', () => {
    const cases: [unknown, string][] = [
      [3.5e38, '3.5e+38'],
      [Number.NaN, 'NaN'],
      [Number.NEGATIVE_INFINITY, '-Infinity'],
      ['1', "'1'"],
    ];
    for (const [value, got] of cases) {
      expect(() => checkFloat32('f', 'x', value)).toThrow(
        new RangeError(
          `f: x must be a finite float32 number; got ${got}. Check how it was computed.`,
        ),
      );
    }
  });

  it('says what to do instead of passing a tensor', () => {
    tf.tidy(() => {
      expect(() => checkFloat32('f', 'x', tf.zeros([2]))).toThrow(
        new RangeError(
          'f: x must be a finite float32 number; got a float32 tensor [2]. Scale and shift the result with tf.mul and tf.add for elements that differ in it.',
        ),
      );
    });
  });
});
