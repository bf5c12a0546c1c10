import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { gaussianNll, squaredErrorNll } from '../../src';
import type { LossOptions } from '../../src/internal/reduction';
import { expectClose } from '../helpers/expectClose';
import { itMatchesFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';
import { describeReductionLaws } from '../laws/reductionLaws';

describe('squaredErrorNll: reference', () => {
  itMatchesFixture('squaredErrorNll', ({ target, mean }, options) =>
    squaredErrorNll(target as tf.Tensor, mean as tf.Tensor, options as LossOptions),
  );
});

describe('squaredErrorNll: gradient', () => {
  it('agrees with central differences', () => {
    tf.tidy(() => {
      const target = tf.tensor2d([[0, 1, -0.3, 2]]);
      const mean = tf.tensor2d([[-2, 0.5, 1, 3]]);
      const loss = (x: tf.Tensor) => squaredErrorNll(target, x, { reduction: 'sum' });
      expectClose(tf.grad(loss)(mean), numericalGradient(loss, mean), { rtol: 1e-2, atol: 1e-3 });
    });
  });
});

describe('squaredErrorNll: laws', () => {
  it('is gaussianNll at a log-variance of zero', () => {
    tf.tidy(() => {
      const target = tf.randomNormal([4, 5], 0, 2, 'float32', 1);
      const mean = tf.randomNormal([4, 5], 0, 2, 'float32', 2);
      expectClose(
        squaredErrorNll(target, mean),
        gaussianNll(target, { mean, logVar: tf.zerosLike(mean) }),
      );
    });
  });

  it('is half the sum of squares plus a constant for each value', () => {
    tf.tidy(() => {
      const target = tf.tensor2d([[3, -1]]);
      const mean = tf.tensor2d([[1, 0]]);
      expectClose(squaredErrorNll(target, mean), [(4 + 1) / 2 + Math.log(2 * Math.PI)]);
    });
  });
});

describeReductionLaws({
  fn: 'squaredErrorNll',
  call: ([target, mean], options) =>
    squaredErrorNll(target as tf.Tensor, mean as tf.Tensor, options),
  inputs: (shape, seed) => [
    tf.randomNormal(shape, 0, 2, 'float32', seed + 1),
    tf.randomNormal(shape, 0, 2, 'float32', seed + 2),
  ],
});

describe('squaredErrorNll: extremes', () => {
  it('takes targets of dtype int32 and bool', () => {
    tf.tidy(() => {
      const mean = tf.tensor2d([[1, -1]]);
      const expected = squaredErrorNll(tf.tensor2d([[1, 0]]), mean);
      expectClose(squaredErrorNll(tf.tensor2d([[1, 0]], [1, 2], 'int32'), mean), expected);
      expectClose(squaredErrorNll(tf.tensor2d([[1, 0]], [1, 2], 'bool'), mean), expected);
    });
  });
});

describe('squaredErrorNll: errors', () => {
  it('names both shapes and the forgotten flatten, and what is not float32', () => {
    tf.tidy(() => {
      expect(() => squaredErrorNll(tf.zeros([32, 784]), tf.zeros([32, 28, 28]))).toThrow(
        new TypeError(
          'squaredErrorNll: target and mean must have the same shape; got target [32, 784], mean [32, 28, 28]. Flatten the image axes of one of them.',
        ),
      );
      expect(() => squaredErrorNll(tf.zeros([2]), tf.zeros([2], 'int32'))).toThrow(
        new TypeError(
          "squaredErrorNll: mean must have dtype float32; got mean [2] of dtype int32. Convert it with tf.cast(mean, 'float32').",
        ),
      );
    });
  });
});
