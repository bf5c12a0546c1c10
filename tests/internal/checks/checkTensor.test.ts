import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { checkTensor } from '../../../src/internal/checks/checkTensor';

describe('checkTensor', () => {
  it('passes a live tensor of one of the dtypes, float32 unless others are given', () => {
    tf.tidy(() => {
      expect(() => checkTensor('f', 'x', tf.zeros([2]))).not.toThrow();
      expect(() => checkTensor('f', 'x', tf.zeros([2], 'bool'), ['int32', 'bool'])).not.toThrow();
    });
  });

  it('refuses another dtype, and converts to the first that is admitted', () => {
    tf.tidy(() => {
      expect(() => checkTensor('f', 'x', tf.zeros([2]), ['int32', 'bool'])).toThrow(
        new TypeError(
          "f: x must have dtype int32 or bool; got x [2] of dtype float32. Convert it with tf.cast(x, 'int32').",
        ),
      );
    });
  });

  it('refuses plain numbers and disposed tensors', () => {
    expect(() => checkTensor('f', 'x', 3)).toThrow(
      new TypeError('f: x must be a tensor; got 3. Build one with tf.tensor(values, shape).'),
    );
    const disposed = tf.zeros([2]);
    disposed.dispose();
    expect(() => checkTensor('f', 'x', disposed)).toThrow(
      new TypeError(
        'f: x must be a live tensor; got a disposed tensor [2]. Move its disposal, or the end of its tf.tidy, after this call.',
      ),
    );
  });
});
