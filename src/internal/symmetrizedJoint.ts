import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * `(Z^T Z' + Z'^T Z) / 2n`: the joint distribution of the classes of a pair, averaged over the pairs
 * and over their order.
 */
export function symmetrizedJoint(probs: Tensor, pairedProbs: Tensor): Tensor2D {
  return tf.tidy(() => {
    // Transposed by hand: a product with a transpose flag takes the wasm backend's slow path.
    const sum = tf.matMul<Tensor2D>(tf.transpose(probs), pairedProbs);
    return tf.mul<Tensor2D>(tf.add(sum, tf.transpose(sum)), 0.5 / (probs.shape[0] ?? 1));
  });
}
