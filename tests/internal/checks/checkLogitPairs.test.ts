import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { checkLogitPairs } from '../../../src/internal/checks/checkLogitPairs';

describe('checkLogitPairs', () => {
  it('passes two float32 matrices of one shape with a row and a column', () => {
    tf.tidy(() => {
      expect(() => checkLogitPairs('f', tf.zeros([1, 1]), tf.zeros([1, 1]))).not.toThrow();
    });
  });

  it('checks both arguments under their names', () => {
    tf.tidy(() => {
      const logits = tf.zeros([4, 3]);
      expect(() => checkLogitPairs('f', logits, tf.zeros([4, 3], 'int32'))).toThrow(
        new TypeError(
          "f: pairedLogits must have dtype float32; got pairedLogits [4, 3] of dtype int32. Convert it with tf.cast(pairedLogits, 'float32').",
        ),
      );
      expect(() => checkLogitPairs('f', tf.zeros([4]), logits)).toThrow(
        new TypeError(
          'f: logits must have rank 2, [pairs, classes]; got logits [4]. Bring it to this layout with tf.reshape.',
        ),
      );
    });
  });
});
