import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../helpers/expectClose';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

/** Sums over axes by their definition, in float64. */
function sumInFloat64(values: ArrayLike<number>, shape: number[], axes: number[]): number[] {
  const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const sums = Array<number>(tf.util.sizeFromShape(kept)).fill(0);
  for (let i = 0; i < values.length; i++) {
    let rest = i;
    let at = 0;
    let stride = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] as number;
      at += axes.includes(axis) ? 0 : (rest % size) * stride;
      stride *= kept[axis] as number;
      rest = Math.floor(rest / size);
    }
    sums[at] = (sums[at] as number) + (values[i] as number);
  }
  return sums;
}

describe('sum and mean on wasm', () => {
  it('equal float64 sums over any axes of any shape', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 37 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(shapes, fc.nat(), fc.boolean(), (shape, choice, keepDims) => {
        const axes = shape.map((_, axis) => axis).filter((axis) => (choice >> axis) & 1);
        if (axes.length === 0) axes.push(0);
        tf.tidy(() => {
          const x = tf.randomNormal(shape, 0.5, 1, 'float32', 7);
          const exact = sumInFloat64(x.dataSync(), shape, axes);
          const length = x.size / exact.length;
          const sum = tf.sum(x, axes, keepDims);
          const resultShape = shape.flatMap((size, axis) =>
            axes.includes(axis) ? (keepDims ? [1] : []) : [size],
          );
          expect(sum.shape).toEqual(resultShape);
          expectClose(sum, exact, { rtol: 1e-6, atol: 1e-5 });
          const mean = tf.mean(x, axes, keepDims);
          expect(mean.shape).toEqual(resultShape);
          const means = exact.map((value) => value / length);
          expectClose(mean, means, { rtol: 1e-6, atol: 1e-6 });
        });
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it('keep their digits over twenty million numbers', () => {
    tf.tidy(() => {
      const x = tf.fill([20_000_000], 0.1);
      const exact = 20_000_000 * Math.fround(0.1);
      expectClose(tf.sum(x), [exact], { rtol: 2e-7 });
      expectClose(tf.mean(x), [Math.fround(0.1)], { rtol: 2e-7 });
      expectClose(tf.sum(tf.reshape(x, [1_000_000, 20]), 0), Array(20).fill(exact / 20), {
        rtol: 2e-7,
      });
    });
  });

  it('over no elements are 0 and NaN', () => {
    tf.tidy(() => {
      expect([...tf.sum(tf.zeros([2, 0]), 1).dataSync()]).toEqual([0, 0]);
      expect([...tf.mean(tf.zeros([2, 0]), 1).dataSync()]).toEqual([NaN, NaN]);
      tf.fill([50], 7, 'int32').dispose(); // what an unwritten sum would be found to hold
      expect([...tf.sum(tf.zeros([9, 0], 'int32'), 1).dataSync()]).toEqual(Array(9).fill(0));
      expect(tf.sum(tf.zeros([5, 0, 2, 3], 'int32'), 0).shape).toEqual([0, 2, 3]);
      expect([...tf.prod(tf.zeros([0, 2, 3, 2]), [0, 2]).dataSync()]).toEqual([1, 1, 1, 1]);
    });
  });

  it('of integers stay integers', () => {
    tf.tidy(() => {
      const sum = tf.sum(tf.tensor1d([1, 2, 3], 'int32'));
      expect(sum.dtype).toBe('int32');
      expect(sum.dataSync()[0]).toBe(6);
    });
  });

  it('leave one tensor', () => {
    const x = tf.ones([3, 4]);
    expectNewTensors(1, () => tf.sum(x, 0));
    expectNewTensors(1, () => tf.sum(x, 1, true));
    x.dispose();
  });
});
