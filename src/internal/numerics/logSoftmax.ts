import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { oneHotOfLargest } from './oneHotOfLargest';

/**
 * `log softmax(logits)` over the last axis, to relative accuracy.
 *
 * The stock operation takes the logarithm of a sum that contains a 1, and so rounds the
 * log-probability of a nearly certain class to a multiple of 1e-7. Here the logarithm is taken of the
 * odds against the likeliest class, `log(1 + odds) = softplus(log(odds))`: log1p is inaccurate on the
 * wasm backend, and softmax is several times faster there than exp.
 */
export function logSoftmax(logits: Tensor): Tensor {
  return tf.tidy(() => {
    const probs = tf.softmax(logits);
    const others = tf.sub(probs, tf.mul(probs, oneHotOfLargest(logits)));
    const odds = tf.div(tf.sum(others, -1, true), tf.max(probs, -1, true));
    const relative = tf.sub(logits, tf.max(logits, -1, true));
    return tf.sub(relative, tf.softplus(tf.log(odds)));
  });
}
