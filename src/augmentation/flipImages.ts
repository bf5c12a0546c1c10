import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkBetween } from '../internal/checks/checkBetween';
import { checkImages } from '../internal/checks/checkImages';
import { checkKey } from '../internal/checks/checkKey';
import { checkOptions } from '../internal/checks/checkOptions';
import { perImage } from '../internal/images/perImage';
import { uniformParameters } from '../internal/images/uniformParameters';
import type { RandomKey } from '../internal/key';

/** The probabilities of `flipImages`. */
export interface FlipOptions {
  /** The probability that left and right change places; 0.5 unless given. */
  readonly horizontal?: number;
  /** The probability that top and bottom change places; 0 unless given. */
  readonly vertical?: number;
}

/**
 * Mirrors images of a batch at random.
 *
 * Formula: each image is reversed along its width with one probability and along its height with
 * another, independently.
 *
 * Shape: `images` is `[images, height, width, channels]`, and so is the result. Whether image `i` is
 * mirrored depends on the key and `i` alone.
 *
 * Range: that of the images.
 *
 * Numerics: exact.
 *
 * Gradient: to `images`, by the stock operations that it is made of.
 *
 * @param images float32
 * @param key made by `randomKey` or `splitKey`, and used for one draw
 * @param options the probabilities `horizontal` (0.5) and `vertical` (0)
 * @returns the images, some of them mirrored
 * @throws TypeError if `images` or `key` is malformed or an option is unknown
 * @throws RangeError if a probability is not in [0, 1]
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { flipImages, randomKey } from 'variate';
 *
 * const image = tf.tensor4d([1, 2, 3], [1, 1, 3, 1]);
 * const mirrored = flipImages(image, randomKey(7), { horizontal: 1 });
 * tf.reshape(mirrored, [3]).print(); // [3, 2, 1]
 * ```
 * @see Ji, Henriques and Vedaldi 2019, Invariant Information Clustering, section 4.1,
 * https://arxiv.org/abs/1807.06653. Fixture: the same words of Philox in Python's integers.
 */
export function flipImages(images: Tensor, key: RandomKey, options: FlipOptions = {}): Tensor4D {
  checkImages('flipImages', images);
  checkKey('flipImages', key);
  checkOptions('flipImages', options, ['horizontal', 'vertical']);
  const { horizontal = 0.5, vertical = 0 } = options;
  for (const [name, probability] of Object.entries({ horizontal, vertical })) {
    checkBetween('flipImages', name, probability, [0, 1], 'It is a probability.');
  }
  const drawn = uniformParameters(key, images.shape[0], 2);
  const flip = (some: Tensor4D, axis: number, parameter: number, probability: number): Tensor4D =>
    tf.where(
      perImage(images.shape[0], 'bool', (image) =>
        (drawn[2 * image + parameter] as number) < probability ? 1 : 0,
      ),
      tf.reverse(some, axis),
      some,
    );
  return tf.tidy(() => flip(flip(images, 2, 0, horizontal), 1, 1, vertical));
}
