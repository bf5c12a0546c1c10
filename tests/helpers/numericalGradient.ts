import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * The gradient of a scalar function by central differences, a second opinion on an analytic one.
 * Float32 leaves about three digits: compare with a relative tolerance near 1e-2.
 */
export function numericalGradient(f: (x: Tensor) => Tensor, at: Tensor, step = 1e-2): Float32Array {
  const values = at.dataSync().slice() as Float32Array;
  return values.map((_, i) => {
    const shifted = (by: number): number =>
      tf.tidy(() => {
        const moved = values.slice();
        moved[i] = (moved[i] as number) + by;
        return f(tf.tensor(moved, at.shape)).dataSync()[0] as number;
      });
    return (shifted(step) - shifted(-step)) / (2 * step);
  });
}
