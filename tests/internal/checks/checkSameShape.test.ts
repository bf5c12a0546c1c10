import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { checkSameShape } from '../../../src/internal/checks/checkSameShape';

describe('checkSameShape', () => {
  it('passes any number of tensors of one shape', () => {
    tf.tidy(() => {
      const x = tf.zeros([2, 3]);
      expect(() => checkSameShape('f', { a: x, b: x, c: x })).not.toThrow();
      expect(() => checkSameShape('f', { a: x })).not.toThrow();
      expect(() => checkSameShape('f', {})).not.toThrow();
    });
  });

  it('suspects a forgotten flatten where the sizes are equal, and a wrong pairing elsewhere', () => {
    tf.tidy(() => {
      expect(() => checkSameShape('f', { a: tf.zeros([2, 6]), b: tf.zeros([2, 2, 3]) })).toThrow(
        new TypeError(
          'f: a and b must have the same shape; got a [2, 6], b [2, 2, 3]. Flatten the image axes of one of them.',
        ),
      );
      expect(() => checkSameShape('f', { a: tf.zeros([2]), b: tf.zeros([3]) })).toThrow(
        new TypeError(
          'f: a and b must have the same shape; got a [2], b [3]. Check that both come from the same batch and the same features.',
        ),
      );
    });
  });

  it('says what the caller knows better', () => {
    tf.tidy(() => {
      expect(() => checkSameShape('f', { a: tf.zeros([2]), b: tf.zeros([3]) }, 'Do this.')).toThrow(
        new TypeError('f: a and b must have the same shape; got a [2], b [3]. Do this.'),
      );
    });
  });
});
