import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkNonNegative } from '../internal/checks/checkNonNegative';
import { checkOptions } from '../internal/checks/checkOptions';
import { checkRank } from '../internal/checks/checkRank';
import { checkTensor } from '../internal/checks/checkTensor';
import { describeShape } from '../internal/checks/describe';
import { invalidType } from '../internal/checks/invalidArgument';

/** The parameters of `activeUnits`. */
export interface ActiveUnitsOptions {
  /** A dimension is active where its mean varies by more than this; 0.01 unless given. */
  readonly threshold?: number;
}

/** Which dimensions of a latent space are used. */
export interface ActiveUnits {
  /** The variance over the examples of each dimension's posterior mean, `[latent]`, float32. */
  readonly variances: Tensor1D;
  /** Whether that is above the threshold, `[latent]`, bool: `tf.sum` counts the active ones. */
  readonly active: Tensor1D;
}

/**
 * Tells the latent dimensions that follow the data from those that have collapsed onto the prior.
 *
 * Formula: dimension `u` is active where `Var_x(E[u | x]) > threshold`, the variance over the examples
 * of its posterior mean.
 *
 * Shape: `mean` is `[examples, latent]`; both results are `[latent]`.
 *
 * Range: variances are 0 or more; they divide by the number of examples.
 *
 * Numerics: the variance is the mean square of the deviations, never a difference of squares, so a
 * mean far from zero costs no digits.
 *
 * @param mean posterior means of many examples, float32, at least one row
 * @param options `threshold` (0.01), finite, 0 or more
 * @returns `{ variances, active }`
 * @throws TypeError if `mean` is no such matrix or an option is unknown
 * @throws RangeError if `threshold` is negative or not finite
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { activeUnits } from 'variate';
 *
 * const mean = tf.tensor2d([[1, 0.01], [-1, -0.01]]);
 * const { variances, active } = activeUnits(mean);
 * variances.print(); // [1, 0.0001]
 * tf.sum(active).print(); // 1, the number of active units
 * ```
 * @see Burda, Grosse and Salakhutdinov 2016, Importance Weighted Autoencoders, section 5.2,
 * https://arxiv.org/abs/1509.00519. Fixture: numpy.var.
 */
export function activeUnits(mean: Tensor, options: ActiveUnitsOptions = {}): ActiveUnits {
  checkTensor('activeUnits', 'mean', mean);
  checkRank('activeUnits', 'mean', mean, ['examples', 'latent']);
  if (mean.shape[0] === 0) {
    throw invalidType(
      'activeUnits',
      'mean must hold at least one example',
      `mean ${describeShape(mean.shape)}`,
      'Pass the posterior means of a whole data set.',
    );
  }
  checkOptions('activeUnits', options, ['threshold']);
  const { threshold = 0.01 } = options;
  checkNonNegative('activeUnits', 'threshold', threshold, 'The usual threshold is 0.01.');
  return tf.tidy(() => {
    const variances = tf.moments(mean, 0).variance as Tensor1D;
    return { variances, active: tf.greater<Tensor1D>(variances, threshold) };
  });
}
