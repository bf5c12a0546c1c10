import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedShapes } from '../../../fuzz/geometry/shapes';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

/** The values of a repeated array by its definition. */
function tileValues(values: ArrayLike<number>, shape: number[], reps: number[]): number[] {
  const tiled = shape.map((size, axis) => size * (reps[axis] as number));
  return Array.from({ length: tf.util.sizeFromShape(tiled) }, (_, i) => {
    let rest = i;
    let at = 0;
    let stride = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] as number;
      at += ((rest % (tiled[axis] as number)) % size) * stride;
      stride *= size;
      rest = Math.floor(rest / (tiled[axis] as number));
    }
    return values[at] as number;
  });
}

describe('tile on wasm', () => {
  it('repeats any axes of any shape and dtype', () => {
    const dtypes = fc.constantFrom('float32' as const, 'int32' as const, 'bool' as const);
    fc.assert(
      fc.property(repeatedShapes, dtypes, ({ shape, reps }, dtype) => {
        tf.tidy(() => {
          const size = tf.util.sizeFromShape(shape);
          const values = Array.from({ length: size }, (_, i) => (dtype === 'bool' ? i % 2 : i));
          const tiled = tf.tile(tf.tensor(values, shape, dtype), reps);
          expect(tiled.dtype).toBe(dtype);
          expect(tiled.shape).toEqual(shape.map((size, i) => size * (reps[i] as number)));
          expect([...tiled.dataSync()]).toEqual(tileValues(values, shape, reps));
        });
      }),
      { seed: 29, numRuns: 200 },
    );
  });

  it('leaves one tensor, and no data beside it', () => {
    const x = tf.ones([2, 3]);
    const dataIds = (): number =>
      (tf.backend() as unknown as { numDataIds(): number }).numDataIds();
    const before = dataIds();
    expectNewTensors(1, () => tf.tile(x, [3, 2]));
    expectNewTensors(1, () => tf.tile(x, [1, 1]));
    expect(dataIds()).toBe(before);
    x.dispose();
  });
});
