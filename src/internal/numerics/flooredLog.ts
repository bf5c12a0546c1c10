import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** The smallest normal float32, 2^-126. */
const floor = 2 ** -126;

/** `log(max(x, 2^-126))`: finite for every probability, so that `p log p` is 0 where p underflows. */
export function flooredLog(x: Tensor): Tensor {
  return tf.tidy(() => tf.log(tf.maximum(x, floor)));
}
