import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { crossEntropyGradient } from '../../../src/internal/numerics/crossEntropyGradient';
import { expectClose } from '../../helpers/expectClose';
import { expectNewTensors } from '../../helpers/expectNewTensors';

describe('crossEntropyGradient', () => {
  it('is softmax times the sum of the target, minus the target', () => {
    tf.tidy(() => {
      const target = tf.tensor2d([
        [0.2, 0.8, 0],
        [0, 2, 1],
        [0, 0, 0],
      ]);
      const logits = tf.tensor2d([
        [1, -1, 0],
        [0, 0, 0],
        [3, 2, 1],
      ]);
      const expected = tf.sub(tf.mul(tf.softmax(logits), tf.sum(target, -1, true)), target);
      expectClose(crossEntropyGradient(target, logits), expected, { rtol: 1e-5, atol: 1e-6 });
    });
  });

  it('keeps its relative accuracy for a confident and right prediction', () => {
    tf.tidy(() => {
      const target = tf.tensor2d([
        [0, 1, 0],
        [0, 1, 0],
      ]);
      const logits = tf.tensor2d([
        [0, 40, 0],
        [0, 40, 40],
      ]);
      const small = Math.exp(-40);
      expectClose(
        crossEntropyGradient(target, logits),
        [small, -2 * small, small, small / 2, -0.5, 0.5],
        { rtol: 1e-5, atol: 0 },
      );
    });
  });

  it('leaves one tensor behind', () => {
    const rows = tf.zeros([2, 3]);
    expectNewTensors(1, () => crossEntropyGradient(rows, rows));
    rows.dispose();
  });
});
