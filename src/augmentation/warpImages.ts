import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { checkBetween } from '../internal/checks/checkBetween';
import { checkCount } from '../internal/checks/checkCount';
import { checkImageSize } from '../internal/checks/checkImageSize';
import { checkImages } from '../internal/checks/checkImages';
import { checkKey } from '../internal/checks/checkKey';
import { checkNonNegative } from '../internal/checks/checkNonNegative';
import { checkOptions } from '../internal/checks/checkOptions';
import { childKey } from '../internal/childKey';
import { addElasticDisplacement } from '../internal/images/addElasticDisplacement';
import { sampleBilinear } from '../internal/images/sampleBilinear';
import { uniformParameters } from '../internal/images/uniformParameters';
import type { RandomKey } from '../internal/key';

/** The bounds of `warpImages`; what is not given is left as it is. */
export interface WarpOptions {
  /** The largest angle in radians, to either side; 0 unless given. */
  readonly rotation?: number;
  /** The largest horizontal shift per row, to either side: the tangent of an angle; 0 unless given. */
  readonly shear?: number;
  /** The largest factor, 1 or more, by which either side grows or shrinks; 1 unless given. */
  readonly scale?: number;
  /** The largest shift in pixels, either way along both axes; 0 unless given. */
  readonly translation?: number;
  /** The standard deviation in pixels of the control points of a smooth deformation; 0 unless given. */
  readonly elastic?: number;
  /** The pieces a side of that deformation, 1 or more; 4 unless given. */
  readonly elasticCells?: number;
  /** `[height, width]` of the result, cut or padded around the centre; that of the images unless given. */
  readonly outputSize?: readonly [number, number];
}

const optionNames = [
  'rotation',
  'shear',
  'scale',
  'translation',
  'elastic',
  'elasticCells',
  'outputSize',
] as const;

/**
 * Rotates, shears, scales, shifts and bends each image of a batch at random, in one resampling.
 *
 * Formula: pixel `u`, counted from the centre, is read at `R(a) S(s) diag(f, f') u + t + d(u)`, with
 * `a`, `s`, `t` uniform within their bounds, `log f` and `log f'` uniform, and `d` a cubic B-spline
 * with normal control points, all of them drawn for each image.
 *
 * Shape: `images` is `[images, height, width, channels]`; the result has the height and width of
 * `outputSize`. What image `i` goes through depends on the key and `i` alone.
 *
 * Range: that of the images, and 0, which stands for everything outside of them.
 *
 * Numerics: bilinear; positions and weights in float64, rounded once. The same bits on every backend.
 *
 * Gradient: to `images`, by the stock operations that it is made of; on wasm after
 * `enableWasmTraining`, as tfjs has no gradient of a gather there.
 *
 * @param images float32
 * @param key made by `randomKey` or `splitKey`, and used for one draw
 * @param options the bounds `rotation`, `shear`, `scale`, `translation`, `elastic`, and `outputSize`
 * @returns one warped image for each
 * @throws TypeError if `images`, `key` or `outputSize` is malformed or an option is unknown
 * @throws RangeError if a bound is negative, not finite, or a scale below 1
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { randomKey, warpImages } from 'variate';
 *
 * const images = tf.ones([1, 3, 3, 1]);
 * const shifted = warpImages(images, randomKey(7), { translation: 1 });
 * tf.mean(shifted, [0, 1, 3]).print(); // [0.7242036, 0.7242036, 0.0728041], the image ends on the right
 * ```
 * @see Simard, Steinkraus and Platt 2003, Best practices for convolutional neural networks applied to
 * visual document analysis, section 2, https://doi.org/10.1109/ICDAR.2003.1227801. Fixture:
 * scipy.ndimage.map_coordinates.
 */
export function warpImages(images: Tensor, key: RandomKey, options: WarpOptions = {}): Tensor4D {
  checkImages('warpImages', images);
  checkKey('warpImages', key);
  checkOptions('warpImages', options, optionNames);
  const [count, height, width] = images.shape;
  const { rotation = 0, shear = 0, scale = 1, translation = 0 } = options;
  const { elastic = 0, elasticCells = 4, outputSize = [height, width] } = options;
  for (const [name, bound] of Object.entries({ rotation, shear, translation, elastic })) {
    checkNonNegative('warpImages', name, bound, 'Both directions are drawn from.');
  }
  const factors = [1, Number.POSITIVE_INFINITY] as const;
  checkBetween('warpImages', 'scale', scale, factors, 'At 2 a side halves or doubles at most.');
  checkCount('warpImages', 'elasticCells', elasticCells, 1, 'It counts the pieces along a side.');
  checkImageSize('warpImages', 'outputSize', outputSize);

  const [outHeight, outWidth] = outputSize;
  const rows = new Float32Array(count * outHeight * outWidth);
  const columns = new Float32Array(rows.length);
  const drawn = uniformParameters(childKey(key, 0), count, 6);
  let at = 0;
  for (let image = 0; image < count; image++) {
    const centred = (parameter: number): number => 2 * (drawn[6 * image + parameter] as number) - 1;
    const cosine = Math.cos(rotation * centred(0));
    const sine = Math.sin(rotation * centred(0));
    const slope = shear * centred(1);
    const factorAlongRow = scale ** centred(2);
    const factorAlongColumn = scale ** centred(3);
    const centreRow = (height - 1) / 2 + translation * centred(4);
    const centreColumn = (width - 1) / 2 + translation * centred(5);
    for (let row = 0; row < outHeight; row++) {
      const y = factorAlongColumn * (row - (outHeight - 1) / 2);
      for (let column = 0; column < outWidth; column++) {
        const x = factorAlongRow * (column - (outWidth - 1) / 2) + slope * y;
        rows[at] = centreRow + sine * x + cosine * y;
        columns[at] = centreColumn + cosine * x - sine * y;
        at++;
      }
    }
  }
  if (elastic > 0) {
    const field = { height: outHeight, width: outWidth, std: elastic, cells: elasticCells };
    addElasticDisplacement(childKey(key, 1), rows, field);
    addElasticDisplacement(childKey(key, 2), columns, field);
  }
  return sampleBilinear(images, { height: outHeight, width: outWidth, rows, columns });
}
