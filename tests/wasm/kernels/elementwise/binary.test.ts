import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { broadcastShapes } from '../../../fuzz/geometry/shapes';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

interface Case {
  readonly op: (a: Tensor, b: Tensor) => Tensor;
  readonly reference: (a: number, b: number) => number;
  readonly dtype: 'bool' | 'float32';
}

const cases: Readonly<Record<string, Case>> = {
  equal: { op: tf.equal, reference: (a, b) => Number(a === b), dtype: 'bool' },
  notEqual: { op: tf.notEqual, reference: (a, b) => Number(a !== b), dtype: 'bool' },
  less: { op: tf.less, reference: (a, b) => Number(a < b), dtype: 'bool' },
  lessEqual: { op: tf.lessEqual, reference: (a, b) => Number(a <= b), dtype: 'bool' },
  greater: { op: tf.greater, reference: (a, b) => Number(a > b), dtype: 'bool' },
  greaterEqual: { op: tf.greaterEqual, reference: (a, b) => Number(a >= b), dtype: 'bool' },
  maximum: { op: tf.maximum, reference: Math.max, dtype: 'float32' },
  minimum: { op: tf.minimum, reference: Math.min, dtype: 'float32' },
};

const special = [Number.NaN, Infinity, -Infinity, 0, -0, 1, -1, 1e-45, 2];

/** A tensor of few different values, special ones among them. */
function tensorOf(shape: number[], seed: number): Tensor {
  const size = tf.util.sizeFromShape(shape);
  const values = Array.from(
    { length: size },
    (_, i) => special[((i + seed) * 2654435761) % special.length] as number,
  );
  return tf.tensor(values, shape);
}

describe('comparisons and extrema on wasm', () => {
  for (const [name, { op, reference, dtype }] of Object.entries(cases)) {
    it(`${name} is that of JavaScript, NaN included, for any shapes that broadcast`, () => {
      fc.assert(
        fc.property(broadcastShapes, ([left, right]) => {
          tf.tidy(() => {
            const [x, y] = [tensorOf(left, 1), tensorOf(right, 5)];
            const result = op(x, y);
            expect(result.dtype).toBe(dtype);
            const shape = tf.broadcast_util.assertAndGetBroadcastShape(x.shape, y.shape);
            expect(result.shape).toEqual(shape);
            const [xs, ys] = [x, y].map((z) => tf.add(z, tf.zeros(shape)).dataSync());
            const expected = [...(xs as Float32Array)].map((value, i) =>
              reference(value, (ys as Float32Array)[i] as number),
            );
            // Adding zero has made 0 of -0.
            expect([...result.dataSync()].map((value) => value + 0)).toEqual(expected);
          });
        }),
        { seed: 23, numRuns: 100 },
      );
    });

    it(`${name} leaves one tensor, also where it broadcasts`, () => {
      const [a, b] = [tf.ones([3, 1]), tf.ones([4])];
      expectNewTensors(1, () => op(a, b));
      const dataIds = (): number =>
        (tf.backend() as unknown as { numDataIds(): number }).numDataIds();
      const before = dataIds();
      tf.dispose(op(a, b));
      expect(dataIds()).toBe(before);
      tf.dispose([a, b]);
    });
  }

  it('of integers are left to the stock kernels', () => {
    tf.tidy(() => {
      const [a, b] = [tf.tensor1d([1, 2], 'int32'), tf.tensor1d([2, 1], 'int32')];
      expect([...tf.less(a, b).dataSync()]).toEqual([1, 0]);
      expect([...tf.maximum(a, b).dataSync()]).toEqual([2, 2]);
    });
  });
});

describe('where on wasm', () => {
  it('chooses by the condition for any size, and passes NaN through', () => {
    for (let size = 0; size < 20; size++) {
      tf.tidy(() => {
        const condition = Array.from({ length: size }, (_, i) => (i * 7) % 3 === 0);
        const [a, b] = [tensorOf([size], 1), tensorOf([size], 4)];
        const [as, bs] = [a.dataSync(), b.dataSync()];
        const chosen = tf.where(tf.tensor1d(condition, 'bool'), a, b);
        expect([...chosen.dataSync()]).toEqual(condition.map((is, i) => (is ? as[i] : bs[i])));
      });
    }
  });

  it('of integers is left to the stock kernel', () => {
    tf.tidy(() => {
      const condition = tf.tensor1d([1, 0], 'bool');
      const integers = tf.where(condition, tf.ones([2], 'int32'), tf.zeros([2], 'int32'));
      expect([...integers.dataSync()]).toEqual([1, 0]);
    });
  });
});
