import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkRank } from '../internal/checks/checkRank';
import { checkTensor } from '../internal/checks/checkTensor';
import { describeShape } from '../internal/checks/describe';
import { invalidType } from '../internal/checks/invalidArgument';
import { flooredLog } from '../internal/numerics/flooredLog';

/**
 * Mutual information of two categorical variables given by their joint distribution, or by counts.
 *
 * Formula: `I = sum_ij P_ij log(P_ij / (P_i. P_.j))` with `P = joint / sum(joint)`.
 *
 * Shape: `joint` is `[rows, columns]`; the result is a scalar.
 *
 * Range: `[0, log min(rows, columns)]` nats; 0 for independent variables.
 *
 * Numerics: inside logarithms only, probabilities are raised to the smallest normal float32, so that an
 * empty cell counts 0, in value and gradient. The terms of independent variables cancel to about 1e-7.
 *
 * Gradient: to `joint`, by the stock operations that it is made of.
 *
 * @param joint probabilities or counts, float32 or int32, not negative, not all of them 0
 * @returns nats, a scalar
 * @throws TypeError if the rank is not 2, there is no cell or the dtype is wrong
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { mutualInformation } from 'variate';
 *
 * mutualInformation(tf.tensor2d([[5, 0], [0, 5]])).print(); // 0.6931472, log 2
 * ```
 * @see Shannon 1948, A Mathematical Theory of Communication, section 12,
 * https://doi.org/10.1002/j.1538-7305.1948.tb01338.x. Fixture: float64 torch, by the formula.
 */
export function mutualInformation(joint: Tensor): Scalar {
  checkTensor('mutualInformation', 'joint', joint, ['float32', 'int32']);
  checkRank('mutualInformation', 'joint', joint, ['rows', 'columns']);
  if (joint.size === 0) {
    throw invalidType(
      'mutualInformation',
      'joint must have at least one cell',
      `joint ${describeShape(joint.shape)}`,
      'Count something first.',
    );
  }
  return tf.tidy(() => {
    const counts = tf.cast(joint, 'float32');
    const probs = tf.div(counts, tf.sum(counts));
    const margins = tf.add(flooredLog(tf.sum(probs, 1, true)), flooredLog(tf.sum(probs, 0, true)));
    return tf.sum<Scalar>(tf.mul(probs, tf.sub(flooredLog(probs), margins)));
  });
}
