import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkBetween } from '../internal/checks/checkBetween';
import { checkFractions } from '../internal/checks/checkFractions';
import { checkImages } from '../internal/checks/checkImages';
import { checkKey } from '../internal/checks/checkKey';
import { checkOptions } from '../internal/checks/checkOptions';
import { perImage } from '../internal/images/perImage';
import { uniformParameters } from '../internal/images/uniformParameters';
import type { RandomKey } from '../internal/key';

/** The bounds of `binarizeImages`. */
export interface BinarizeOptions {
  /** Least and largest threshold; `[0.3, 0.7]` unless given. */
  readonly threshold?: readonly [number, number];
  /** The probability that an image is binarized, rather than left as it is; 1 unless given. */
  readonly probability?: number;
}

/**
 * Turns images of a batch into black and white, each at a random threshold.
 *
 * Formula: `x > threshold ? 1 : 0`, with a uniform threshold for each image; with probability
 * `1 - probability` an image stays grey.
 *
 * Shape: `images` is `[images, height, width, channels]`, and so is the result. What image `i` goes
 * through depends on the key and `i` alone.
 *
 * Range: 0 and 1, for binarized images.
 *
 * Numerics: exact: thresholds are rounded to float32 once, the same bits on every backend.
 *
 * Gradient: to `images`, 0 through binarized ones and 1 through the others.
 *
 * @param images float32, in [0, 1]
 * @param key made by `randomKey` or `splitKey`, and used for one draw
 * @param options `threshold` (`[0.3, 0.7]`), within (0, 1], and `probability` (1)
 * @returns the images, black and white
 * @throws TypeError if `images` or `key` is malformed or an option is unknown
 * @throws RangeError if `threshold` is no interval within (0, 1] or `probability` not in [0, 1]
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { binarizeImages, randomKey } from 'variate';
 *
 * const image = tf.tensor4d([0.1, 0.9, 0.2], [1, 1, 3, 1]);
 * tf.reshape(binarizeImages(image, randomKey(7)), [3]).print(); // [0, 1, 0]
 * ```
 * @see Ji, Henriques and Vedaldi 2019, Invariant Information Clustering, section 4.1,
 * https://arxiv.org/abs/1807.06653. Fixture: the same words of Philox in Python's integers.
 */
export function binarizeImages(
  images: Tensor,
  key: RandomKey,
  options: BinarizeOptions = {},
): Tensor4D {
  checkImages('binarizeImages', images);
  checkKey('binarizeImages', key);
  checkOptions('binarizeImages', options, ['threshold', 'probability']);
  const { threshold = [0.3, 0.7], probability = 1 } = options;
  checkFractions('binarizeImages', 'threshold', threshold, 'Pixels are expected between 0 and 1.');
  checkBetween(
    'binarizeImages',
    'probability',
    probability,
    [0, 1],
    'At 0.5, half of them stay grey.',
  );

  const [count] = images.shape;
  const [least, largest] = threshold;
  const drawn = uniformParameters(key, count, 2);
  return tf.tidy(() => {
    const at = perImage(
      count,
      'float32',
      (image) => least + (largest - least) * (drawn[2 * image] as number),
    );
    // Unlike a comparison, a step has a gradient, 0.
    const binary = tf.step(tf.sub<Tensor4D>(images, at));
    if (probability === 1) return binary;
    const chosen = perImage(count, 'bool', (image) =>
      (drawn[2 * image + 1] as number) < probability ? 1 : 0,
    );
    return tf.where(chosen, binary, images);
  });
}
