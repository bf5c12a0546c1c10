import type { Optimizer } from '@tensorflow/tfjs-core';
import { checkOptions } from '../internal/checks/checkOptions';
import { describeValue } from '../internal/checks/describe';
import { invalidRange } from '../internal/checks/invalidArgument';
import { ResumableAdam } from '../internal/ResumableAdam';

/** The constants of `adam`; the defaults are those of the paper and of PyTorch. */
export interface AdamOptions {
  /** Decay of the first moment, in [0, 1); 0.9 unless given. */
  readonly beta1?: number;
  /** Decay of the second moment, in [0, 1); 0.999 unless given. */
  readonly beta2?: number;
  /** Added to the root of the second moment, above 0; 1e-8 unless given. */
  readonly epsilon?: number;
}

/** What `adam` returns: an optimizer of tfjs whose step size can be changed between steps. */
export interface AdamOptimizer extends Optimizer {
  /** The step size; assign to it to follow a schedule. */
  learningRate: number;
}

function checkNumber(name: string, value: unknown, admissible: boolean, requirement: string): void {
  if (typeof value === 'number' && admissible) return;
  throw invalidRange(
    'adam',
    `${name} must be ${requirement}`,
    describeValue(value),
    'The usual values are a learning rate of 1e-3 and { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }.',
  );
}

/**
 * The Adam optimizer, resumable to the bit: a drop-in `tf.Optimizer` beside `tf.train.adam`.
 *
 * Formula: `m = beta1 m + (1 - beta1) g`, `v = beta2 v + (1 - beta2) g^2`,
 * `x = x - learningRate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)`.
 *
 * Shape: a variable, its gradient and its two moments have one shape.
 *
 * Numerics: the bias corrections are computed in float64 from the number of steps. `tf.train.adam`
 * keeps them as float32 running products and rebuilds them by another formula in `setWeights`, so
 * that a resumed run drifts off; here `setWeights(await getWeights())` changes nothing. Moments
 * belong to their variable by name and not by the order in which gradients arrive.
 *
 * @param learningRate step size, above 0; may be changed later through `optimizer.learningRate`
 * @param options `beta1` (0.9), `beta2` (0.999), `epsilon` (1e-8; tfjs's own default is 1e-7)
 * @returns an optimizer with `minimize`, `applyGradients`, `getWeights`, `setWeights`, `dispose`
 * @throws RangeError if a number is outside its range
 * @throws TypeError if an option is unknown
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { adam } from 'variate';
 *
 * const x = tf.scalar(1).variable();
 * const optimizer = adam(0.1);
 * optimizer.minimize(() => tf.square(x), false, [x]);
 * x.print(); // 0.9
 * ```
 * @see Kingma and Ba 2015, Adam: A Method for Stochastic Optimization, algorithm 1,
 * https://arxiv.org/abs/1412.6980. Fixture: torch.optim.Adam.
 */
export function adam(learningRate: number, options: AdamOptions = {}): AdamOptimizer {
  checkOptions('adam', options, ['beta1', 'beta2', 'epsilon']);
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const positive = (value: number): boolean => value > 0 && Number.isFinite(value);
  checkNumber('learningRate', learningRate, positive(learningRate), 'a positive number');
  checkNumber('beta1', beta1, beta1 >= 0 && beta1 < 1, 'in [0, 1)');
  checkNumber('beta2', beta2, beta2 >= 0 && beta2 < 1, 'in [0, 1)');
  checkNumber('epsilon', epsilon, positive(epsilon), 'a positive number');
  return new ResumableAdam({ learningRate, beta1, beta2, epsilon });
}
