import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkBetween } from '../internal/checks/checkBetween';
import { checkImages } from '../internal/checks/checkImages';
import { checkKey } from '../internal/checks/checkKey';
import { checkNonNegative } from '../internal/checks/checkNonNegative';
import { checkOptions } from '../internal/checks/checkOptions';
import { perImage } from '../internal/images/perImage';
import { uniformParameters } from '../internal/images/uniformParameters';
import type { RandomKey } from '../internal/key';

/** The bounds of `adjustContrast`. */
export interface ContrastOptions {
  /** The largest factor, 1 or more, by which contrast grows or shrinks; 1 unless given. */
  readonly contrast?: number;
  /** The largest number added to every pixel, either way; 0 unless given. */
  readonly brightness?: number;
}

/**
 * Changes contrast and brightness of each image of a batch at random.
 *
 * Formula: `c (x - 1/2) + 1/2 + b`, cut to [0, 1], with `log c` and `b` uniform within their bounds,
 * drawn for each image.
 *
 * Shape: `images` is `[images, height, width, channels]`, and so is the result. What image `i` gets
 * depends on the key and `i` alone.
 *
 * Range: `[0, 1]`, for images in `[0, 1]`.
 *
 * Numerics: factors and summands in float64, rounded once. The same bits on every backend.
 *
 * Gradient: to `images`, by the stock operations that it is made of; 0 where a pixel is cut.
 *
 * @param images float32, in [0, 1]
 * @param key made by `randomKey` or `splitKey`, and used for one draw
 * @param options the bounds `contrast` (1) and `brightness` (0)
 * @returns the adjusted images
 * @throws TypeError if `images` or `key` is malformed or an option is unknown
 * @throws RangeError if `contrast` is below 1, `brightness` negative or one of them not finite
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { adjustContrast, randomKey } from 'variate';
 *
 * const image = tf.tensor4d([0.25, 0.5, 0.75], [1, 1, 3, 1]);
 * const adjusted = adjustContrast(image, randomKey(7), { contrast: 2 });
 * tf.reshape(adjusted, [3]).print(); // [0.3322577, 0.5, 0.6677423]
 * ```
 * @see Ji, Henriques and Vedaldi 2019, Invariant Information Clustering, section 4.1,
 * https://arxiv.org/abs/1807.06653. Fixture: the same words of Philox in Python's integers.
 */
export function adjustContrast(
  images: Tensor,
  key: RandomKey,
  options: ContrastOptions = {},
): Tensor4D {
  checkImages('adjustContrast', images);
  checkKey('adjustContrast', key);
  checkOptions('adjustContrast', options, ['contrast', 'brightness']);
  const { contrast = 1, brightness = 0 } = options;
  const factors = [1, Number.POSITIVE_INFINITY] as const;
  checkBetween(
    'adjustContrast',
    'contrast',
    contrast,
    factors,
    'At 2 it halves or doubles at most.',
  );
  checkNonNegative('adjustContrast', 'brightness', brightness, 'Both directions are drawn from.');

  const [count] = images.shape;
  const drawn = uniformParameters(key, count, 2);
  const centred = (image: number, parameter: number): number =>
    2 * (drawn[2 * image + parameter] as number) - 1;
  return tf.tidy(() => {
    const factor = perImage(count, 'float32', (image) => contrast ** centred(image, 0));
    const summand = perImage(count, 'float32', (image) => 0.5 + brightness * centred(image, 1));
    return tf.clipByValue(tf.add(tf.mul(tf.sub(images, 0.5), factor), summand), 0, 1);
  });
}
