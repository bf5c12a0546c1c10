import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkImages } from '../internal/checks/checkImages';
import { checkKey } from '../internal/checks/checkKey';
import { checkNonNegative } from '../internal/checks/checkNonNegative';
import { checkOptions } from '../internal/checks/checkOptions';
import type { RandomKey } from '../internal/key';
import { normalVariates } from '../internal/normalVariates';

/** The size of `addNoise`. */
export interface NoiseOptions {
  /** The standard deviation, 0 or more; 0.1 unless given. */
  readonly std?: number;
}

/**
 * Adds independent normal noise to every pixel of a batch of images.
 *
 * Formula: `x + std e`, `e ~ N(0, 1)` for each pixel.
 *
 * Shape: `images` is `[images, height, width, channels]`, and so is the result. The noise of a pixel
 * depends on the key and its place alone.
 *
 * Range: unbounded: nothing is cut off.
 *
 * Numerics: the noise of `randomNormal`, the same bits on every backend.
 *
 * Gradient: to `images`, 1.
 *
 * @param images float32
 * @param key made by `randomKey` or `splitKey`, and used for one draw
 * @param options `std` (0.1)
 * @returns the noisy images
 * @throws TypeError if `images` or `key` is malformed or an option is unknown
 * @throws RangeError if `std` is negative or not finite
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { addNoise, randomKey } from 'variate';
 *
 * const image = tf.zeros([1, 1, 3, 1]);
 * tf.reshape(addNoise(image, randomKey(7), { std: 1 }), [3]).print(); // [-0.8680385, 0.2636929, 1.4004424]
 * ```
 * @see Box and Muller 1958, A note on the generation of random normal deviates,
 * https://doi.org/10.1214/aoms/1177706645. Fixture: that of `randomNormal`.
 */
export function addNoise(images: Tensor, key: RandomKey, options: NoiseOptions = {}): Tensor4D {
  checkImages('addNoise', images);
  checkKey('addNoise', key);
  checkOptions('addNoise', options, ['std']);
  const { std = 0.1 } = options;
  checkNonNegative('addNoise', 'std', std, 'It is a standard deviation, in units of a pixel.');
  return tf.tidy(() => tf.add(images, normalVariates(key, images.shape, 0, std)));
}
