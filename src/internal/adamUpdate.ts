import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** A variable, its two moments, and the gradient to it. */
export interface AdamState {
  readonly variable: Tensor;
  readonly first: Tensor;
  readonly second: Tensor;
  readonly gradient: Tensor;
}

/** The numbers of one step; both bias corrections are in `rate` and `epsilon`. */
export interface AdamStep {
  readonly beta1: number;
  readonly beta2: number;
  readonly rate: number;
  readonly epsilon: number;
}

/**
 * What one step of Adam makes of a variable and its two moments.
 *
 * Uses the kernel `'AdamUpdate'` where the active backend has it: it may write over the data of an
 * input that no other tensor shares, so the caller assigns all results to what the inputs came from.
 */
export function adamUpdate(
  { variable, first, second, gradient }: AdamState,
  { beta1, beta2, rate, epsilon }: AdamStep,
): { variable: Tensor; first: Tensor; second: Tensor } {
  if (tf.getKernel('AdamUpdate', tf.getBackend()) !== undefined) {
    const results = tf
      .engine()
      .runKernel<Tensor[]>(
        'AdamUpdate',
        { variable, first, second, gradient },
        { beta1, beta2, rate, epsilon },
      ) as [Tensor, Tensor, Tensor];
    return { variable: results[0], first: results[1], second: results[2] };
  }
  return tf.tidy(() => {
    const newFirst = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
    const newSecond = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
    const direction = tf.div(newFirst, tf.add(tf.sqrt(newSecond), epsilon));
    return {
      variable: tf.sub(variable, tf.mul(direction, rate)),
      first: newFirst,
      second: newSecond,
    };
  });
}
