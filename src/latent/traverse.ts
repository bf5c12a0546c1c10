import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkAscending } from '../internal/checks/checkAscending';
import { checkCount } from '../internal/checks/checkCount';
import { checkOptions } from '../internal/checks/checkOptions';
import { checkTensor } from '../internal/checks/checkTensor';
import { describeValue } from '../internal/checks/describe';
import { invalidRange, invalidType } from '../internal/checks/invalidArgument';
import { evenlySpaced } from '../internal/numerics/evenlySpaced';

/** The parameters of `traverse`. */
export interface TraverseOptions {
  /** The latent dimensions to move along, one at a time; all unless given. */
  readonly dimensions?: readonly number[];
  /** Points along each, an integer from 1 on; 7 unless given. */
  readonly steps?: number;
  /** First and last value that the dimension takes; `[-3, 3]` unless given. */
  readonly range?: readonly [number, number];
}

function checkDimensions(value: unknown, size: number): asserts value is readonly number[] {
  const requirement = `dimensions must be integers from 0 to ${size - 1}, those of the latent axis`;
  const fix = 'Number the dimensions from 0 on.';
  if (!Array.isArray(value)) {
    throw invalidType('traverse', requirement, describeValue(value), fix);
  }
  const wrong = value.find((d) => !(Number.isInteger(d) && d >= 0 && d < size));
  if (wrong !== undefined) {
    throw invalidRange('traverse', requirement, describeValue(wrong), fix);
  }
}

/**
 * Moves a latent vector along one dimension at a time: decoded, the picture of what each one does.
 *
 * Formula: point `(d, s)` is `latent` with its value in dimension `d` replaced by the s-th of equal
 * steps over `range`.
 *
 * Shape: `latent` is `[...batch, latent]`; the result is `[...batch, dimensions, steps, latent]`.
 *
 * Range: the replaced values lie in `range`; all others are those of `latent`.
 *
 * Numerics: values are placed, not added, so nothing but the steps is rounded.
 *
 * Gradient: to `latent`, the sum over all points that kept the value.
 *
 * @param latent the vector to start from, or a batch of them, float32
 * @param options `dimensions` (all), `steps` (7), `range` (`[-3, 3]`)
 * @returns the points
 * @throws TypeError if `latent` has no latent axis, an option is unknown or of the wrong kind
 * @throws RangeError if a dimension does not exist, `steps` is not positive or `range` not ascending
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { traverse } from 'variate';
 *
 * const latent = tf.tensor1d([5, 6]);
 * traverse(latent, { steps: 2, range: [-1, 1] }).print();
 * // [[[-1, 6], [1, 6]], [[5, -1], [5, 1]]]
 * ```
 * @see Higgins et al. 2017, beta-VAE: Learning Basic Visual Concepts with a Constrained Variational
 * Framework, figure 1, https://openreview.net/forum?id=Sy2fzU9gl. Test: a loop over the points.
 */
export function traverse(latent: Tensor, options: TraverseOptions = {}): Tensor {
  const fn = 'traverse';
  checkTensor(fn, 'latent', latent);
  const size = latent.shape.at(-1);
  if (size === undefined) {
    throw invalidType(
      fn,
      'latent must have a latent axis',
      'a scalar',
      'Pass a vector, or a batch of them with the latent axis last.',
    );
  }
  checkOptions(fn, options, ['dimensions', 'steps', 'range']);
  const { dimensions = Array.from({ length: size }, (_, d) => d), steps = 7 } = options;
  const { range = [-3, 3] } = options;
  checkDimensions(dimensions, size);
  checkCount(fn, 'steps', steps, 1, 'It counts the points along each dimension.');
  checkAscending(fn, range);
  return tf.tidy(() => {
    const values = evenlySpaced(range, steps);
    const shape = [dimensions.length, steps, size];
    const moved = (place: (value: number) => number): Tensor =>
      tf.tensor(
        dimensions.flatMap((dimension) =>
          values.flatMap((value) =>
            Array.from({ length: size }, (_, d) => (d === dimension ? place(value) : 0)),
          ),
        ),
        shape,
      );
    const batch = latent.shape.slice(0, -1);
    const spread = (x: Tensor): Tensor => tf.broadcastTo(x, [...batch, ...shape]);
    const start = spread(tf.reshape(latent, [...batch, 1, 1, size]));
    const isMoved = tf.cast(
      moved(() => 1),
      'bool',
    );
    return tf.where(spread(isMoved), spread(moved((value) => value)), start);
  });
}
