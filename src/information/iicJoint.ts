import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkLogitPairs } from '../internal/checks/checkLogitPairs';
import { symmetrizedJoint } from '../internal/symmetrizedJoint';

/**
 * Joint distribution of the cluster assignments of paired examples, symmetrized.
 *
 * Formula: `P = (Z^T Z' + Z'^T Z) / 2n` with `Z = softmax(logits)`, `Z' = softmax(pairedLogits)`.
 *
 * Shape: `logits` and `pairedLogits` are `[pairs, classes]`; the result is `[classes, classes]`.
 *
 * Range: `[0, 1]`, symmetric, with sum 1; a row sum is the marginal probability of a cluster.
 *
 * Numerics: softmax subtracts the largest logit; a probability below 1e-38 may come out as 0.
 *
 * Gradient: to both arguments, by the stock operations that it is made of. For training use
 * `iicLoss`, whose gradient is finite where an entry of P is 0.
 *
 * @param logits unnormalized log-probabilities of the clusters, float32, any finite value
 * @param pairedLogits the same for the other view of each example
 * @returns P, to look at clusters that are confused, merged or empty
 * @throws TypeError if the shapes differ, the rank is not 2, the batch is empty or a dtype is wrong
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { iicJoint } from 'variate';
 *
 * const logits = tf.tensor2d([[50, 0], [0, 50], [50, 0], [0, 50]]);
 * const pairedLogits = tf.tensor2d([[50, 0], [0, 50], [0, 50], [0, 50]]);
 * iicJoint(logits, pairedLogits).print(); // [[0.25, 0.125], [0.125, 0.5]]
 * ```
 * @see Ji, Henriques and Vedaldi 2019, Invariant Information Clustering, section 3.1,
 * https://arxiv.org/abs/1807.06653. Fixture: float64 torch, in log space.
 */
export function iicJoint(logits: Tensor, pairedLogits: Tensor): Tensor2D {
  checkLogitPairs('iicJoint', logits, pairedLogits);
  return tf.tidy(() => symmetrizedJoint(tf.softmax(logits), tf.softmax(pairedLogits)));
}
