import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { oneHot } from './oneHot';

/** Marks the largest element of each row by a 1, the first one where several are equal. */
export function oneHotOfLargest(rows: Tensor): Tensor {
  return tf.tidy(() => oneHot(tf.argMax(rows, -1), rows.shape.at(-1) as number));
}
