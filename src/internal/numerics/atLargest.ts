import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { oneHotOfLargest } from './oneHotOfLargest';

/** Of each row of `values`, the one where the row of `weights` is largest; keeps the axis. */
export function atLargest(values: Tensor, weights: Tensor): Tensor {
  return tf.tidy(() => tf.sum(tf.mul(values, oneHotOfLargest(weights)), -1, true));
}
