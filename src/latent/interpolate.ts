import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkCount } from '../internal/checks/checkCount';
import { checkOptions } from '../internal/checks/checkOptions';
import { checkSameShape } from '../internal/checks/checkSameShape';
import { checkTensor } from '../internal/checks/checkTensor';
import { describeValue } from '../internal/checks/describe';
import { invalidType } from '../internal/checks/invalidArgument';
import { evenlySpaced } from '../internal/numerics/evenlySpaced';

/** The parameters of `interpolate`. */
export interface InterpolateOptions {
  /** Points on each path, both ends included: an integer from 2 on; 8 unless given. */
  readonly steps?: number;
  /**
   * `'linear'` (the default): the straight line. `'spherical'`: along the arc between the two
   * directions, which does not cut through the middle of the prior.
   */
  readonly path?: 'linear' | 'spherical';
}

/** Below this sine of the angle, arc and chord are one in float32. */
const SMALLEST_SINE = 1e-6;
/** Below this length a vector counts as zero; its square is the least that float32 holds well. */
const SMALLEST_LENGTH = 1e-18;

/** Length on the last axis, kept as an axis of 1; never 0, where the square root has no derivative. */
function lengthOf(x: Tensor): Tensor {
  return tf.sqrt(tf.maximum(tf.sum(tf.square(x), -1, true), SMALLEST_LENGTH ** 2));
}

/** The sine weights of both ends, where the arc is determined; else those of the straight line. */
function arcWeights(from: Tensor, to: Tensor, rest: Tensor, t: Tensor): [Tensor, Tensor] {
  const [fromLength, toLength] = [lengthOf(from), lengthOf(to)];
  const [a, b] = [tf.div(from, fromLength), tf.div(to, toLength)];
  // Accurate near 0 and near pi, where an arc cosine keeps no digit.
  const angle = tf.mul(2, tf.atan2(lengthOf(tf.sub(a, b)), lengthOf(tf.add(a, b))));
  const sine = tf.sin(angle);
  const sinesOfArcs = tf.where(
    tf.greaterEqual(tf.minimum(fromLength, toLength), 2 * SMALLEST_LENGTH),
    sine,
    tf.zerosLike(sine),
  );
  // Not tf.greater or tf.logicalAnd: tfjs has no gradient for these.
  const isArc = tf.greaterEqual(sinesOfArcs, SMALLEST_SINE);
  // Never a division by zero: its NaN would reach the gradient from the branch not taken.
  const divisor = tf.where(isArc, sine, tf.onesLike(sine));
  const weight = (share: Tensor): Tensor =>
    tf.where(isArc, tf.div(tf.sin(tf.mul(share, angle)), divisor), share);
  return [weight(rest), weight(t)];
}

/**
 * Points on the path between two latent vectors, or between those of two batches pair by pair.
 *
 * Formula: `(1 - t) from + t to` at equal steps of t from 0 to 1; for `'spherical'`,
 * `(sin((1 - t) w) from + sin(t w) to) / sin(w)` with w the angle between the two.
 *
 * Shape: `from` and `to` have one shape, `[...batch, latent]`; the result is
 * `[steps, ...batch, latent]`.
 *
 * Range: both ends are met exactly. On the spherical path between vectors of one length every point
 * has that length, as nearly all of a Gaussian in many dimensions has; the straight line passes
 * nearer to the origin, where the prior has next to no mass.
 *
 * Numerics: the angle is `2 atan2(|a - b|, |a + b|)` of the directions, accurate where an arc cosine
 * keeps no digit. Where its sine is below 1e-6 (parallel or opposite vectors, or one of length zero)
 * the arc is not determined, and the straight line is taken.
 *
 * Gradient: to both ends, on the spherical path through the angle as well; finite everywhere.
 *
 * @param from where the paths begin, float32
 * @param to where they end, likewise
 * @param options `steps` (8), `path` (`'linear'`)
 * @returns the points, ends included
 * @throws TypeError if the shapes differ, are scalar, or an option is unknown
 * @throws RangeError if `steps` is below 2
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { interpolate } from 'variate';
 *
 * const [from, to] = [tf.tensor1d([1, 0]), tf.tensor1d([0, 1])];
 * interpolate(from, to, { steps: 3 }).print(); // [[1, 0], [0.5, 0.5], [0, 1]]
 * interpolate(from, to, { steps: 3, path: 'spherical' }).print();
 * // [[1, 0], [0.7071068, 0.7071068], [0, 1]]
 * ```
 * @see Shoemake 1985, Animating rotation with quaternion curves,
 * https://doi.org/10.1145/325334.325242; White 2016, Sampling Generative Networks,
 * https://arxiv.org/abs/1609.04468. Fixture: the formulas in numpy, float64.
 */
export function interpolate(from: Tensor, to: Tensor, options: InterpolateOptions = {}): Tensor {
  const fn = 'interpolate';
  checkTensor(fn, 'from', from);
  checkTensor(fn, 'to', to);
  checkSameShape(fn, { from, to }, 'Each path leads from one latent vector to one other.');
  if (from.rank === 0) {
    throw invalidType(
      fn,
      'from must have a latent axis',
      'a scalar',
      'Pass vectors, or a batch of them with the latent axis last.',
    );
  }
  checkOptions(fn, options, ['steps', 'path']);
  const { steps = 8, path = 'linear' } = options;
  checkCount(fn, 'steps', steps, 2, 'It counts the points of a path, both ends included.');
  if (path !== 'linear' && path !== 'spherical') {
    throw invalidType(
      fn,
      "path must be one of 'linear', 'spherical'",
      describeValue(path),
      "Use 'spherical' for latents of a Gaussian prior in many dimensions.",
    );
  }
  return tf.tidy(() => {
    const t = tf.tensor(evenlySpaced([0, 1], steps), [steps, ...from.shape.map(() => 1)]);
    const rest = tf.sub(1, t);
    const [atFrom, atTo] = path === 'linear' ? [rest, t] : arcWeights(from, to, rest, t);
    return tf.add(tf.mul(atFrom, from), tf.mul(atTo, to));
  });
}
