import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkLogitPairs } from '../internal/checks/checkLogitPairs';
import { checkNonNegative } from '../internal/checks/checkNonNegative';
import { checkOptions } from '../internal/checks/checkOptions';
import { fusedOp } from '../internal/fusedOp';
import { flooredLog } from '../internal/numerics/flooredLog';
import { softmaxGradient } from '../internal/numerics/softmaxGradient';
import { symmetrizedJoint } from '../internal/symmetrizedJoint';

/** The options of `iicLoss`. */
export interface IicLossOptions {
  /** The weight w of both marginal entropies, 0 or more; 1, which is mutual information, unless given. */
  readonly entropyWeight?: number;
}

/**
 * `w log(K P_i) + w log(K P_j) - log(K^2 P_ij)` for K classes.
 *
 * Taken relative to the uniform distribution, where training starts, the logarithms are small there
 * and keep more digits; the difference to the formula is the constant `(2 w - 2) log K`.
 */
function pointwiseLoss(joint: Tensor, entropyWeight: number): Tensor {
  const classes = joint.shape[0] as number;
  const marginal = flooredLog(tf.mul(tf.sum(joint, 1, true), classes));
  const weighted = tf.mul(marginal, entropyWeight);
  // P is symmetric: its column sums are its row sums.
  const marginals = tf.add(weighted, tf.reshape(weighted, [1, classes]));
  return tf.sub(marginals, flooredLog(tf.mul(joint, classes ** 2)));
}

/**
 * Negative mutual information between the cluster assignments of paired examples: the loss of
 * invariant information clustering.
 *
 * Formula: `-sum_ij P_ij (log P_ij - w log P_i - w log P_j)` with P of `iicJoint`, its row sums P_i
 * and the entropy weight w. It equals `H(z, z') - 2 w H(z)`; at w = 1, `-I(z; z')`.
 *
 * Shape: `logits` and `pairedLogits` are `[pairs, classes]`; the result is a scalar, for the batch as
 * a whole: it is no mean over examples, and small batches bias it downwards.
 *
 * Range: `[-log classes, 0]` nats at w = 1. The lower bound is reached by certain, balanced and
 * matching assignments; 0 by independent ones, such as uniform or all in one cluster.
 *
 * Numerics: inside logarithms only, P is raised to the smallest normal float32, so that `p log p` is
 * 0 where p underflows; nothing is added to P or clipped from it, and value and gradient are finite
 * for any finite logits.
 *
 * Gradient: to both arguments, `w log P_i + w log P_j - log P_ij` (the derivative to P, up to a
 * constant that softmax ignores) through the two products and softmax, in closed form.
 *
 * @param logits unnormalized log-probabilities of the clusters, float32, any finite value
 * @param pairedLogits the same for the other view of each example
 * @param options `entropyWeight` (1): above 1 it favours clusters of equal size
 * @returns nats, a scalar
 * @throws TypeError if the shapes differ, the rank is not 2, the batch is empty, a dtype is wrong or an
 * option is unknown
 * @throws RangeError if `entropyWeight` is negative or not finite
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { iicLoss } from 'variate';
 *
 * const logits = tf.tensor2d([[50, 0], [0, 50]]);
 * iicLoss(logits, logits).print(); // -0.6931471, minus log 2
 * ```
 * @see Ji, Henriques and Vedaldi 2019, Invariant Information Clustering, section 3.1 (the weight is
 * `lamb` in the authors' code), https://arxiv.org/abs/1807.06653. Fixture: float64 torch, in log space.
 */
export function iicLoss(
  logits: Tensor,
  pairedLogits: Tensor,
  options: IicLossOptions = {},
): Scalar {
  checkLogitPairs('iicLoss', logits, pairedLogits);
  checkOptions('iicLoss', options, ['entropyWeight']);
  const { entropyWeight = 1 } = options;
  checkNonNegative('iicLoss', 'entropyWeight', entropyWeight, 'At 1 it is mutual information.');

  const [pairs, classes] = logits.shape as [number, number];
  const composite = tf.customGrad((...args) => {
    const [logits, pairedLogits, save] = args as unknown as [Tensor, Tensor, tf.GradSaveFunc];
    const probs = tf.softmax(logits);
    const pairedProbs = tf.softmax(pairedLogits);
    const joint = symmetrizedJoint(probs, pairedProbs);
    save([probs, pairedProbs, joint]);
    return {
      value: tf.sub(
        tf.sum(tf.mul(joint, pointwiseLoss(joint, entropyWeight))),
        (2 * entropyWeight - 2) * Math.log(classes),
      ),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [probs, pairedProbs, joint] = saved as [Tensor, Tensor, Tensor];
        // The derivative to P differs from this by a constant, which drops out: rows of
        // probabilities sum to 1.
        const toJoint = tf.mul(pointwiseLoss(joint, entropyWeight), tf.div(dy, pairs));
        return [
          softmaxGradient(probs, tf.matMul(pairedProbs, toJoint)),
          softmaxGradient(pairedProbs, tf.matMul(probs, toJoint)),
        ];
      },
    };
  });
  return tf.tidy(() =>
    fusedOp('IicLoss', { logits, pairedLogits }, { entropyWeight }, () =>
      composite(logits, pairedLogits),
    ),
  ) as Scalar;
}
