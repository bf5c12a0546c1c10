import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** Float32 one-hot rows of int32 class ids, along a new last axis. */
export function oneHot(ids: Tensor, classes: number): Tensor {
  return tf.tidy(() => {
    // The stock operation refuses a single class, and asked for float32 its wasm kernel writes the
    // bits of the integer 1.
    const rows = classes === 1 ? tf.equal(tf.expandDims(ids, -1), 0) : tf.oneHot(ids, classes);
    return tf.cast(rows, 'float32');
  });
}
