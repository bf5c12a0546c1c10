import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { flooredLog } from './flooredLog';

/**
 * `w log(K P_i) + w log(K P_j) - log(K^2 P_ij)` for a symmetric joint distribution of K classes.
 *
 * Taken relative to the uniform distribution, where training starts, the logarithms are small there
 * and keep more digits; the difference to the formula of the loss is the constant `(2 w - 2) log K`.
 */
export function iicPointwiseLoss(joint: Tensor, entropyWeight: number): Tensor {
  return tf.tidy(() => {
    const classes = joint.shape[0] as number;
    const marginal = flooredLog(tf.mul(tf.sum(joint, 1, true), classes));
    const weighted = tf.mul(marginal, entropyWeight);
    // P is symmetric: its column sums are its row sums.
    const marginals = tf.add(weighted, tf.reshape(weighted, [1, classes]));
    return tf.sub(marginals, flooredLog(tf.mul(joint, classes ** 2)));
  });
}
