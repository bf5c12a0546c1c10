import * as tf from '@tensorflow/tfjs-core';

/**
 * Disposes every tensor that `compute` leaves, for computations whose results are plain values.
 * `tf.tidy` would search those values, element by element, for tensors to keep.
 */
export function scoped<Values>(compute: () => Values): Values {
  tf.engine().startScope();
  try {
    return compute();
  } finally {
    tf.engine().endScope();
  }
}
