import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { atLargest } from './atLargest';

/**
 * The gradient to the logits of `probs = softmax(logits)`, given the gradient to `probs`:
 * `p (dy - sum p dy)`.
 *
 * A constant in `dy` drops out, so `dy` is taken relative to its value at the largest probability:
 * where that is nearly 1, the difference would otherwise cancel.
 */
export function softmaxGradient(probs: Tensor, dy: Tensor): Tensor {
  return tf.tidy(() => {
    const relative = tf.sub(dy, atLargest(dy, probs));
    return tf.mul(probs, tf.sub(relative, tf.sum(tf.mul(probs, relative), -1, true)));
  });
}
