import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { checkClassAxis } from '../../../src/internal/checks/checkClassAxis';

describe('checkClassAxis', () => {
  it('passes a tensor with a class on its last axis', () => {
    tf.tidy(() => {
      expect(() => checkClassAxis('f', 'x', tf.zeros([0, 1]))).not.toThrow();
      expect(() => checkClassAxis('f', 'x', tf.zeros([3]))).not.toThrow();
    });
  });

  it('refuses a scalar, and an axis of no class', () => {
    tf.tidy(() => {
      const requirement = 'f: x must have a last axis of at least one class; got';
      expect(() => checkClassAxis('f', 'x', tf.scalar(1))).toThrow(
        new TypeError(`${requirement} x []. Lay it out as [batch, classes].`),
      );
      expect(() => checkClassAxis('f', 'x', tf.zeros([3, 0]))).toThrow(
        new TypeError(`${requirement} x [3, 0]. Lay it out as [batch, classes].`),
      );
    });
  });
});
