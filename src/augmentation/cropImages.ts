import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { checkFractions } from '../internal/checks/checkFractions';
import { checkImageSize } from '../internal/checks/checkImageSize';
import { checkImages } from '../internal/checks/checkImages';
import { checkKey } from '../internal/checks/checkKey';
import { checkOptions } from '../internal/checks/checkOptions';
import { sampleBilinear } from '../internal/images/sampleBilinear';
import { uniformParameters } from '../internal/images/uniformParameters';
import type { RandomKey } from '../internal/key';

/** The bounds of `cropImages`. */
export interface CropOptions {
  /** Least and largest side of the window, as a fraction of the image's; `[0.7, 1]` unless given. */
  readonly side?: readonly [number, number];
  /** `[height, width]` of the result; that of the images unless given. */
  readonly outputSize?: readonly [number, number];
}

/**
 * Cuts a random window out of each image of a batch and resizes it.
 *
 * Formula: the window has `side` times the height and width of the image, `side` uniform, and lies
 * anywhere within it with equal probability; pixel centres are mapped to pixel centres.
 *
 * Shape: `images` is `[images, height, width, channels]`; the result has the height and width of
 * `outputSize`. The window of image `i` depends on the key and `i` alone.
 *
 * Range: that of the images; at a border bilinear reading mixes in up to half of a 0.
 *
 * Numerics: bilinear; positions and weights in float64, rounded once. The same bits on every backend.
 *
 * Gradient: to `images`, by the stock operations that it is made of; on wasm after
 * `enableWasmTraining`, as tfjs has no gradient of a gather there.
 *
 * @param images float32
 * @param key made by `randomKey` or `splitKey`, and used for one draw
 * @param options `side` (`[0.7, 1]`), fractions in (0, 1], and `outputSize`
 * @returns one window of each
 * @throws TypeError if `images`, `key` or an option is malformed or unknown
 * @throws RangeError if `side` is no interval within (0, 1]
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { cropImages, randomKey } from 'variate';
 *
 * const images = tf.ones([2, 8, 8, 1]);
 * const windows = cropImages(images, randomKey(7), { side: [0.5, 0.5], outputSize: [4, 4] });
 * console.log(windows.shape); // [ 2, 4, 4, 1 ]
 * ```
 * @see Ji, Henriques and Vedaldi 2019, Invariant Information Clustering, section 4.1,
 * https://arxiv.org/abs/1807.06653. Fixture: scipy.ndimage.map_coordinates.
 */
export function cropImages(images: Tensor, key: RandomKey, options: CropOptions = {}): Tensor4D {
  checkImages('cropImages', images);
  checkKey('cropImages', key);
  checkOptions('cropImages', options, ['side', 'outputSize']);
  const [count, height, width] = images.shape;
  const { side = [0.7, 1], outputSize = [height, width] } = options;
  checkFractions('cropImages', 'side', side, 'It is a fraction of the height and width.');
  checkImageSize('cropImages', 'outputSize', outputSize);

  const [least, largest] = side;
  const [outHeight, outWidth] = outputSize;
  const rows = new Float32Array(count * outHeight * outWidth);
  const columns = new Float32Array(rows.length);
  const drawn = uniformParameters(key, count, 3);
  let at = 0;
  for (let image = 0; image < count; image++) {
    const [size, down, right] = drawn.subarray(3 * image, 3 * image + 3) as unknown as [
      number,
      number,
      number,
    ];
    const fraction = least + (largest - least) * size;
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        rows[at] = height * ((1 - fraction) * down + (fraction * (row + 0.5)) / outHeight) - 0.5;
        columns[at] =
          width * ((1 - fraction) * right + (fraction * (column + 0.5)) / outWidth) - 0.5;
        at++;
      }
    }
  }
  return sampleBilinear(images, { height: outHeight, width: outWidth, rows, columns });
}
