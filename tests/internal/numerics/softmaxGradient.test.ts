import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { softmaxGradient } from '../../../src/internal/numerics/softmaxGradient';
import { expectClose } from '../../helpers/expectClose';
import { expectNewTensors } from '../../helpers/expectNewTensors';

describe('softmaxGradient', () => {
  it('agrees with the gradient of the stock softmax', () => {
    tf.tidy(() => {
      const logits = tf.randomUniform([5, 4], -3, 3, 'float32', 1);
      const dy = tf.randomUniform([5, 4], -3, 3, 'float32', 2);
      const stock = tf.grad((x: tf.Tensor) => tf.sum(tf.mul(tf.softmax(x), dy)))(logits);
      expectClose(softmaxGradient(tf.softmax(logits), dy), stock, { rtol: 1e-4, atol: 1e-6 });
    });
  });

  it('keeps its relative accuracy where one probability is nearly 1', () => {
    tf.tidy(() => {
      const small = 2 ** -30;
      const probs = tf.tensor2d([[1, small]]);
      const dy = tf.tensor2d([[100, 103]]);
      expectClose(softmaxGradient(probs, dy), [-3 * small, 3 * small], { rtol: 1e-6, atol: 0 });
    });
  });

  it('is 0 for a constant, however large', () => {
    tf.tidy(() => {
      const probs = tf.softmax(tf.tensor2d([[0.3, -1, 2]]));
      expectClose(softmaxGradient(probs, tf.fill([1, 3], 1e6)), [0, 0, 0], { atol: 0 });
    });
  });

  it('leaves one tensor behind', () => {
    const probs = tf.fill([2, 2], 0.5);
    expectNewTensors(1, () => softmaxGradient(probs, probs));
    expect(probs.isDisposed).toBe(false);
    probs.dispose();
  });
});
