import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectNewTensors } from '../../helpers/expectNewTensors';
import { onWasm } from '../../helpers/onWasm';

onWasm({ training: true });

const axes = [undefined, 0, 1, 2, -1, [0, 1], [0, 2], [-1, 0], [0, 1, 2]] as const;

for (const [name, reduce] of [
  ['sum', tf.sum],
  ['mean', tf.mean],
] as const) {
  describe(`the gradient of ${name} on wasm`, () => {
    for (const axis of axes) {
      for (const keepDims of [false, true]) {
        it(`sends each element its share, over axis ${axis}${keepDims ? ', kept' : ''}`, () => {
          tf.tidy(() => {
            const x = tf.randomUniform([3, 4, 5], -1, 1, 'float32', 1);
            const over = axis === undefined ? undefined : [axis].flat();
            const y = reduce(x, over, keepDims);
            const dy = tf.randomUniform(y.shape, -1, 1, 'float32', 2);
            const kept = reduce(x, over, true).shape;
            const share = name === 'mean' ? y.size / x.size : 1;
            const expected = tf.add(tf.zeros([3, 4, 5]), tf.mul(tf.reshape(dy, kept), share));
            const actual = tf.grad((x) => reduce(x, over, keepDims))(x, dy);
            expect(actual.shape).toEqual([3, 4, 5]);
            expect([...actual.dataSync()].map((value) => value.toFixed(6))).toEqual(
              [...expected.dataSync()].map((value) => value.toFixed(6)),
            );
          });
        });
      }
    }

    it('is that of a scalar, and of no elements', () => {
      tf.tidy(() => {
        const gradient = tf.grad((x) => reduce(x));
        expect([...gradient(tf.scalar(3)).dataSync()]).toEqual([1]);
        expect(gradient(tf.zeros([0, 3])).shape).toEqual([0, 3]);
      });
    });

    it('can itself be differentiated', () => {
      tf.tidy(() => {
        const x = tf.tensor1d([1, 2, 3]);
        const cubed = (x: tf.Tensor) => reduce(tf.mul(x, tf.mul(x, x)));
        const second = tf.grad((x) => tf.sum(tf.grad(cubed)(x)))(x);
        const share = name === 'mean' ? 1 / 3 : 1;
        [6, 12, 18].forEach((value, i) => {
          expect(second.dataSync()[i]).toBeCloseTo(value * share, 5);
        });
      });
    });

    it('leaves the gradient alone behind', () => {
      const x = tf.ones([3, 4, 5]);
      const before = tf.backend().numDataIds();
      expectNewTensors(1, () => tf.grad((x) => reduce(x, [0, 1]))(x));
      expect(tf.backend().numDataIds()).toBe(before);
      tf.dispose(x);
    });
  });
}
