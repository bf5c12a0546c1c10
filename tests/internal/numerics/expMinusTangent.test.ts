import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expMinusTangent } from '../../../src/internal/numerics/expMinusTangent';
import { expectClose } from '../../helpers/expectClose';
import { expectNewTensors } from '../../helpers/expectNewTensors';

/** In float64: the series where the difference would cancel. */
function reference(x: number): number {
  if (Math.abs(x) > 0.5) return Math.expm1(x) - x;
  let term = (x * x) / 2;
  let sum = 0;
  for (let k = 3; k < 20; k++) {
    sum += term;
    term *= x / k;
  }
  return sum;
}

describe('expMinusTangent', () => {
  it('keeps its relative accuracy from 1e-15 up to the overflow of exp, on both sides of 0', () => {
    tf.tidy(() => {
      const magnitudes = Array.from({ length: 340 }, (_, i) => 10 ** (-15 + i / 20));
      const x = Float32Array.from([...magnitudes, ...magnitudes.map((m) => -m)]).filter(
        (value) => value < 88,
      );
      expectClose(expMinusTangent(tf.tensor1d(x)), Array.from(x, reference), {
        rtol: 2e-6,
        atol: 0,
      });
    });
  });

  it('agrees with itself on both sides of the bound between approximant and difference', () => {
    tf.tidy(() => {
      const x = Float32Array.from([0.0899, 0.0901, -0.0899, -0.0901]);
      expectClose(expMinusTangent(tf.tensor1d(x)), Array.from(x, reference), {
        rtol: 2e-6,
        atol: 0,
      });
    });
  });

  it('is exactly 0 at 0, and NaN at NaN', () => {
    tf.tidy(() => {
      const [zero, nan] = expMinusTangent(tf.tensor1d([0, Number.NaN])).dataSync();
      expect(zero).toBe(0);
      expect(nan).toBeNaN();
    });
  });

  it('leaves one tensor behind', () => {
    const x = tf.tensor1d([0.1, 3]);
    expectNewTensors(1, () => expMinusTangent(x));
    x.dispose();
  });
});
