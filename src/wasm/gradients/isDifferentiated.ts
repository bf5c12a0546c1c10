import * as tf from '@tensorflow/tfjs-core';

/**
 * Whether a gradient that is being computed is itself differentiated. It must then consist of
 * operations that have gradients, as those of tfjs do.
 */
export const isDifferentiated = (): boolean => tf.engine().state.gradientDepth > 0;
