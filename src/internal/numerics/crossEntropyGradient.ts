import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { oneHotOfLargest } from './oneHotOfLargest';

/**
 * The gradient of `-sum_k t_k log softmax(logits)_k` to the logits: `p sum_k t_k - t`.
 *
 * Its elements sum to 0. That gives the one of the likeliest class from the others, where the
 * difference would cancel for a confident and right prediction.
 */
export function crossEntropyGradient(target: Tensor, logits: Tensor): Tensor {
  return tf.tidy(() => {
    const total = tf.sum(target, -1, true);
    const gradient = tf.sub(tf.mul(tf.softmax(logits), total), target);
    const likeliest = oneHotOfLargest(logits);
    const others = tf.sub(gradient, tf.mul(gradient, likeliest));
    return tf.sub(others, tf.mul(likeliest, tf.sum(others, -1, true)));
  });
}
