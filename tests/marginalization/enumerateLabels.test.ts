import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enumerateLabels } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
const classCounts = fc.integer({ min: 1, max: 5 });

describe('enumerateLabels: reference', () => {
  it('repeats the batch for class 0, then for class 1, and so on', () => {
    tf.tidy(() => {
      const { inputs, labels } = enumerateLabels(
        tf.tensor2d([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
        2,
      );
      expect(inputs.shape).toEqual([6, 2]);
      expect(Array.from(inputs.dataSync())).toEqual([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]);
      expect(labels.shape).toEqual([6, 2]);
      expect(Array.from(labels.dataSync())).toEqual([1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1]);
    });
  });

  it('repeats inputs of any rank, as a loop over the classes does', () => {
    fc.assert(
      fc.property(shapes, classCounts, (shape, classes) => {
        tf.tidy(() => {
          const batch = tf.randomUniform(shape, -1, 1, 'float32', 1);
          const { inputs, labels } = enumerateLabels(batch, classes);
          const size = shape[0] as number;
          expect(inputs.shape).toEqual([classes * size, ...shape.slice(1)]);
          expect(labels.shape).toEqual([classes * size, classes]);
          for (let label = 0; label < classes; label++) {
            const rows = (x: tf.Tensor) => tf.slice(x, label * size, size);
            expect(rows(inputs).dataSync()).toEqual(batch.dataSync());
            const oneHot = Array.from({ length: classes }, (_, k) => (k === label ? 1 : 0));
            expect(Array.from(rows(labels).dataSync())).toEqual(Array(size).fill(oneHot).flat());
          }
        });
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});

describe('enumerateLabels: gradient', () => {
  it('sums over the classes, for inputs of any rank', () => {
    fc.assert(
      fc.property(shapes, classCounts, (shape, classes) => {
        tf.tidy(() => {
          const batch = tf.randomUniform(shape, -1, 1, 'float32', 1);
          const [size = 0, ...rest] = shape;
          const upstream = tf.randomUniform([classes * size, ...rest], -1, 1, 'float32', 2);
          const gradient = tf.grad((x: tf.Tensor) =>
            tf.sum(tf.mul(enumerateLabels(x, classes).inputs, upstream)),
          )(batch);
          expect(gradient.shape).toEqual(shape);
          const expected = tf.addN(tf.split(upstream, classes, 0));
          expectClose(gradient, expected, { rtol: 1e-5, atol: 1e-6 });
        });
      }),
      { seed: 2, numRuns: 30 },
    );
  });
});

describe('enumerateLabels: extremes', () => {
  it('keeps the dtype of the inputs', () => {
    tf.tidy(() => {
      for (const dtype of ['float32', 'int32', 'bool'] as const) {
        const { inputs, labels } = enumerateLabels(tf.tensor1d([1, 0], dtype), 2);
        expect(inputs.dtype).toBe(dtype);
        expect(Array.from(inputs.dataSync())).toEqual([1, 0, 1, 0]);
        expect(labels.dtype).toBe('float32');
      }
    });
  });

  it('accepts an empty batch', () => {
    tf.tidy(() => {
      const { inputs, labels } = enumerateLabels(tf.zeros([0, 4]), 3);
      expect(inputs.shape).toEqual([0, 4]);
      expect(labels.shape).toEqual([0, 3]);
    });
  });

  it('copies values that are not finite', () => {
    tf.tidy(() => {
      const values = [Number.NaN, Number.POSITIVE_INFINITY, 2 ** -149];
      const { inputs } = enumerateLabels(tf.tensor1d(values), 2);
      expectClose(inputs, [...values, ...values], { rtol: 0, atol: 0 });
    });
  });
});

describe('enumerateLabels: errors', () => {
  it('refuses inputs without batch axis, and a number of classes that is none', () => {
    tf.tidy(() => {
      expect(() => enumerateLabels(tf.scalar(1), 3)).toThrow(
        'enumerateLabels: inputs must have a batch axis; got inputs []. Add one with tf.expandDims(inputs, 0).',
      );
      for (const classes of [0, -1, 2.5, Number.NaN]) {
        expect(() => enumerateLabels(tf.zeros([2, 3]), classes)).toThrow(
          new RangeError(
            `enumerateLabels: classes must be an integer from 1 on; got ${classes}. The label takes so many values.`,
          ),
        );
      }
      expect(() => enumerateLabels([1, 2] as unknown as tf.Tensor, 3)).toThrow(
        'enumerateLabels: inputs must be a tensor; got an array of length 2. Build one with tf.tensor(values, shape).',
      );
    });
  });
});

describe('enumerateLabels: memory', () => {
  it('leaves two tensors behind, and a gradient only the gradient', () => {
    const batch = tf.zeros([3, 4]);
    expectNewTensors(2, () => ({ ...enumerateLabels(batch, 2) }));
    expectNewTensors(1, () =>
      tf.grad((x: tf.Tensor) => tf.sum(enumerateLabels(x, 2).inputs))(batch),
    );
    tf.dispose(batch);
  });
});
