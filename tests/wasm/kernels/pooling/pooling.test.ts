import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Pool, poolInfo, pools } from '../../../fuzz/geometry/images';
import { expectClose } from '../../../helpers/expectClose';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';
import { poolInFloat64 } from '../../../helpers/poolInFloat64';

onWasm({ training: true });

for (const type of ['max', 'avg'] as const) {
  const run = ({ window, strides, pad }: Pool, x: tf.Tensor): tf.Tensor =>
    (type === 'max' ? tf.maxPool : tf.avgPool)(
      x as tf.Tensor4D,
      [...window],
      [...strides],
      pad as 'same',
    );

  describe(`${type} pools on wasm: reference`, () => {
    it('have the value and the gradient of their definition, whatever sizes, strides and padding', () => {
      fc.assert(
        fc.property(pools, (pool) => {
          tf.tidy(() => {
            const info = poolInfo(pool);
            // Few different values: many windows have more than one maximum.
            const x = tf.round(tf.randomUniform(info.inShape, -4, 4, 'float32', 1));
            const dy = tf.randomUniform(info.outShape, -1, 1, 'float32', 2);
            const expected = poolInFloat64(type, x.dataSync(), dy.dataSync(), info);
            const y = run(pool, x);
            expect(y.shape).toEqual(info.outShape);
            expectClose(y, expected.y, { atol: 1e-6 });
            const dx = tf.grad((x) => run(pool, x))(x, dy);
            expect(dx.shape).toEqual(info.inShape);
            expectClose(dx, expected.dx, { atol: 1e-5 });
          });
        }),
        { seed: 7, numRuns: 500 },
      );
    });
  });

  describe(`${type} pools on wasm: memory`, () => {
    it('leave their results alone behind', () => {
      const pool: Pool = {
        ...{ batch: 2, image: [6, 7], channels: 5 },
        ...{ window: [2, 2], strides: [2, 2], pad: 'valid' },
      };
      const x = tf.randomUniform([2, 6, 7, 5], -1, 1, 'float32', 1);
      const before = tf.backend().numDataIds();
      expectNewTensors(1, () => run(pool, x));
      expectNewTensors(1, () => tf.grad((x) => run(pool, x))(x));
      expect(tf.backend().numDataIds()).toBe(before);
      tf.dispose(x);
    });
  });
}

describe('max pools on wasm: extremes', () => {
  it('are NaN where a window holds one, and send it the gradient', () => {
    tf.tidy(() => {
      for (const position of [0, 1, 2, 3]) {
        const values = [3, 1, 2, 5];
        values[position] = Number.NaN;
        const x = tf.tensor4d(values, [1, 2, 2, 1]);
        const { value, grad } = tf.valueAndGrad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))(
          x,
        );
        expect(value.dataSync()[0]).toBeNaN();
        expect([...grad.dataSync()]).toEqual(values.map((value) => (Number.isNaN(value) ? 1 : 0)));
      }
    });
  });

  it('are minus infinity where all is, and send the first one the gradient', () => {
    tf.tidy(() => {
      const x = tf.fill([1, 2, 2, 1], Number.NEGATIVE_INFINITY);
      const { value, grad } = tf.valueAndGrad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))(
        x,
      );
      expect(value.dataSync()[0]).toBe(Number.NEGATIVE_INFINITY);
      expect([...grad.dataSync()]).toEqual([1, 0, 0, 0]);
    });
  });
});
