import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectNewTensors } from '../../helpers/expectNewTensors';
import { onWasm } from '../../helpers/onWasm';

onWasm({ training: true });

const cases = [
  {
    name: 'ReLU',
    run: (x: tf.Tensor): tf.Tensor => tf.relu(x),
    x: [-1, -0, 0, 1e-40, 2, Number.NaN, Number.POSITIVE_INFINITY],
    gradient: [0, 0, 0, 4, 5, Number.NaN, 7],
    // relu(x)^2 has the slope 2 relu(x)
    second: [0, 0, 2, 2],
  },
  {
    name: 'a square',
    run: (x: tf.Tensor): tf.Tensor => tf.square(x),
    x: [-1, 0, 0.5, 3, 1e30, Number.NaN, Number.NEGATIVE_INFINITY],
    gradient: [-2, 0, 3, 24, Math.fround(Math.fround(1e30) * 10), Number.NaN, -Infinity],
    // x^4 has the slope 4 x^3
    second: [12, 0, 3, 27],
  },
] as const;

for (const { name, run, x, gradient, second } of cases) {
  describe(`the gradient of ${name} on wasm`, () => {
    it('has its values for numbers of any kind', () => {
      tf.tidy(() => {
        const dy = tf.tensor1d([1, 2, 3, 4, 5, 6, 7]);
        const actual = tf.grad(run)(tf.tensor1d([...x]), dy);
        expect([...actual.dataSync()]).toEqual([...gradient]);
      });
    });

    it('is right for any number of elements', () => {
      tf.tidy(() => {
        for (const size of [0, 1, 2, 3, 4, 5, 8, 31]) {
          const values = Array.from({ length: size }, (_, i) => i - 3);
          const actual = tf.grad(run)(tf.tensor1d(values, 'float32'));
          const expected = values.map((x) => (name === 'ReLU' ? (x > 0 ? 1 : 0) : 2 * x));
          expect([...actual.dataSync()]).toEqual(expected);
        }
      });
    });

    it('can itself be differentiated', () => {
      tf.tidy(() => {
        const x = tf.tensor1d([-1, 0, 0.5, 1.5]);
        const slope = (x: tf.Tensor) => tf.grad((x) => tf.sum(tf.square(run(x))))(x);
        const actual = tf
          .grad((x) => tf.sum(slope(x)))(x)
          .dataSync();
        second.forEach((value, i) => {
          expect(actual[i]).toBeCloseTo(value, 4);
        });
      });
    });

    it('leaves the gradient alone behind', () => {
      const x = tf.ones([3, 4, 5]);
      const before = tf.backend().numDataIds();
      expectNewTensors(1, () => tf.grad(run)(x));
      expect(tf.backend().numDataIds()).toBe(before);
      tf.dispose(x);
    });
  });
}
