import type { GradSaveFunc, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkCount } from '../internal/checks/checkCount';
import { checkDiagonalGaussian } from '../internal/checks/checkDiagonalGaussian';
import { checkKey } from '../internal/checks/checkKey';
import { checkOptions } from '../internal/checks/checkOptions';
import { checkTensor } from '../internal/checks/checkTensor';
import { describeShape } from '../internal/checks/describe';
import { invalidType } from '../internal/checks/invalidArgument';
import type { DiagonalGaussian } from '../internal/diagonalGaussian';
import { freshKey } from '../internal/freshKey';
import { fusedOp } from '../internal/fusedOp';
import type { RandomKey } from '../internal/key';
import { randomNormal } from './randomNormal';

/** Where the noise of `reparameterize` comes from, and how many samples it makes. */
export interface ReparameterizeOptions {
  /** Draws the noise: the same key gives the same sample. Fresh entropy unless given. */
  readonly key?: RandomKey;
  /** Standard normal noise of the shape of the result, instead of a draw. */
  readonly noise?: Tensor;
  /** Adds a leading axis of this many samples; no such axis unless given. */
  readonly samples?: number;
}

/** Throws unless the noise has the shape of the result. */
function checkNoise(noise: unknown, shape: readonly number[]): void {
  checkTensor('reparameterize', 'noise', noise);
  if (describeShape(noise.shape) === describeShape(shape)) return;
  const hasSampleAxis = describeShape(noise.shape.slice(1)) === describeShape(shape);
  throw invalidType(
    'reparameterize',
    `noise must have the shape of the result, ${describeShape(shape)}`,
    `noise ${describeShape(noise.shape)}`,
    hasSampleAxis
      ? `Pass samples: ${noise.shape[0]} for a leading axis of samples.`
      : 'Noise of that shape comes from randomNormal(key, shape).',
  );
}

/** The sample from stock operations, with its analytic gradient. */
function composite(mean: Tensor, logVar: Tensor, noise: Tensor): Tensor {
  return tf.customGrad((...args) => {
    const [mean, logVar, noise, save] = args as [Tensor, Tensor, Tensor, GradSaveFunc];
    const std = tf.exp(tf.mul(logVar, 0.5));
    save([std, noise]);
    return {
      value: tf.add(mean, tf.mul(std, noise)),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [std, noise] = saved as [Tensor, Tensor];
        const overSamples = (gradient: Tensor): Tensor =>
          gradient.rank > std.rank ? tf.sum(gradient, 0) : gradient;
        const toNoise = tf.mul(dy, std);
        return [overSamples(dy), overSamples(tf.mul(tf.mul(toNoise, noise), 0.5)), toNoise];
      },
    };
  })(mean, logVar, noise);
}

/**
 * Draws from a diagonal Gaussian as a differentiable function of its parameters.
 *
 * Formula: `z = mean + exp(logVar / 2) noise`, with `noise ~ N(0, I)`.
 *
 * Shape: the shape of `mean`; with `samples`, `[samples, ...shape]`.
 *
 * Range: any real number.
 *
 * Numerics: finite in float32 for `logVar` up to 177, where the standard deviation overflows. The
 * noise is that of `randomNormal(key, shape of the result)`, the same bits on every backend.
 *
 * Gradient: to `mean`, 1; to `logVar`, `exp(logVar / 2) noise / 2`, both summed over samples; to
 * `noise`, `exp(logVar / 2)`.
 *
 * @param posterior `mean` and `logVar`, float32 of one shape
 * @param options `key` or `noise`, not both (neither: fresh entropy), and `samples`, an integer from
 * 1 on
 * @returns the sample, a float32 tensor
 * @throws TypeError if the shapes differ, a dtype is wrong, `key` and `noise` are both given or an
 * option is unknown
 * @throws RangeError if `samples` is not such an integer
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { randomKey, reparameterize } from 'variate';
 *
 * const posterior = { mean: tf.tensor2d([[1, 2]]), logVar: tf.tensor2d([[0, -20]]) };
 * reparameterize(posterior, { key: randomKey(7) }).print(); // [[0.1319615, 2.0000119]]
 * ```
 * @see Kingma and Welling 2014, Auto-Encoding Variational Bayes, equation 4 and, for the Gaussian,
 * equation 10, https://arxiv.org/abs/1312.6114. Fixture: the formula in torch float64.
 */
export function reparameterize(
  posterior: DiagonalGaussian,
  options: ReparameterizeOptions = {},
): Tensor {
  checkDiagonalGaussian('reparameterize', 'posterior', posterior);
  checkOptions('reparameterize', options, ['key', 'noise', 'samples']);
  const { key, noise, samples } = options;
  const { mean, logVar } = posterior;
  if (samples !== undefined) {
    checkCount('reparameterize', 'samples', samples, 1, 'Leave it out for no axis of samples.');
  }
  const shape = samples === undefined ? mean.shape : [samples, ...mean.shape];
  if (key !== undefined && noise !== undefined) {
    throw invalidType(
      'reparameterize',
      'options must have key or noise, not both',
      'key, noise',
      'A key draws the noise, and given noise replaces the draw.',
    );
  }
  if (key !== undefined) checkKey('reparameterize', key);
  if (noise !== undefined) checkNoise(noise, shape);

  return tf.tidy(() => {
    const drawn = noise ?? randomNormal(key ?? freshKey(), shape);
    return fusedOp('Reparameterize', { mean, logVar, noise: drawn }, {}, () =>
      composite(mean, logVar, drawn),
    );
  });
}
