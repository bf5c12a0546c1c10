import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { checkCategoricalTarget } from '../../../src/internal/checks/checkCategoricalTarget';

describe('checkCategoricalTarget', () => {
  it('passes int32 class ids and float32 probabilities in their shapes', () => {
    tf.tidy(() => {
      const check = (target: tf.Tensor, logits: tf.Tensor) => () =>
        checkCategoricalTarget('f', target, logits);
      expect(check(tf.zeros([4], 'int32'), tf.zeros([4, 3]))).not.toThrow();
      expect(check(tf.zeros([4, 3]), tf.zeros([4, 3]))).not.toThrow();
      expect(check(tf.zeros([], 'int32'), tf.zeros([3]))).not.toThrow();
      expect(check(tf.zeros([4, 2, 2], 'int32'), tf.zeros([4, 2, 2, 3]))).not.toThrow();
    });
  });

  it('says which of the two was probably meant', () => {
    tf.tidy(() => {
      const logits = tf.zeros([4, 3]);
      const fixOf = (target: tf.Tensor): string => {
        let message = '';
        try {
          checkCategoricalTarget('f', target, logits);
        } catch (error) {
          message = (error as Error).message;
        }
        return message.split('. ').at(-1) ?? '';
      };
      expect(fixOf(tf.zeros([4]))).toBe("Convert class ids with tf.cast(target, 'int32').");
      expect(fixOf(tf.zeros([4, 3], 'int32'))).toBe(
        "Convert one-hot rows with tf.cast(target, 'float32').",
      );
      expect(fixOf(tf.zeros([5], 'int32'))).toBe(
        'Check that both come from the same batch and the same classes.',
      );
      expect(fixOf(tf.zeros([4, 3], 'bool'))).toBe("Convert it with tf.cast(target, 'float32').");
    });
  });
});
