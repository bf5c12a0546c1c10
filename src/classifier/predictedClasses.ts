import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** The class ids whose scores are largest in each row, int32 `[rows]`; the first of equal ones. */
export function predictedClasses(scores: Tensor2D, classes: readonly number[]): Tensor1D {
  if (scores.shape[0] === 0) return tf.zeros([0], 'int32');
  return tf.tidy(() => {
    const winners = tf.argMax<Tensor1D>(scores, 1);
    const isNumbered = classes.every((label, index) => label === index);
    return isNumbered ? winners : tf.gather(tf.tensor1d([...classes], 'int32'), winners);
  });
}
