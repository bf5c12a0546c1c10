import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { checkRank } from '../../../src/internal/checks/checkRank';

describe('checkRank', () => {
  it('passes a tensor with as many axes as are named', () => {
    tf.tidy(() => {
      expect(() => checkRank('f', 'x', tf.zeros([2, 3]), ['batch', 'classes'])).not.toThrow();
      expect(() => checkRank('f', 'x', tf.scalar(1), [])).not.toThrow();
    });
  });

  it('names the layout, and the fix that the caller knows', () => {
    tf.tidy(() => {
      const x = tf.zeros([2, 3, 1]);
      expect(() => checkRank('f', 'x', x, ['batch', 'classes'])).toThrow(
        new TypeError(
          'f: x must have rank 2, [batch, classes]; got x [2, 3, 1]. Bring it to this layout with tf.reshape.',
        ),
      );
      expect(() => checkRank('f', 'x', x, ['batch'], 'Do this.')).toThrow(
        new TypeError('f: x must have rank 1, [batch]; got x [2, 3, 1]. Do this.'),
      );
    });
  });
});
