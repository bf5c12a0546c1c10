/**
 * Scenes whose parts differ in texture alone: a digit of fine noise on ground of smooth noise, both of
 * the same mean brightness. The mask is known, and used for scoring only.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type RandomKey, randomUniform, splitKey } from 'variate';
import { imageTensor, type LabelledImages } from '../support/mnist';

/** Height and width of a scene. */
export const SIDE = 28;
/** A digit lies in the middle 20 x 20 pixels of its image, and is enlarged to the whole scene. */
const DIGIT_SIDE = 20;
/** The grey value above which a pixel is of the digit. */
const INK = 0.3;
/** Values a side that the smooth noise is interpolated from. */
const COARSE = 7;

export interface Scenes {
  /** [n, SIDE, SIDE, 1], in [0, 1]. */
  readonly images: tf.Tensor4D;
  /** [n, SIDE, SIDE], 1 on the digit. */
  readonly masks: tf.Tensor3D;
}

/** One scene for each of these images. */
export function composeScenes(
  digits: LabelledImages,
  indices: ArrayLike<number>,
  key: RandomKey,
): Scenes {
  return tf.tidy(() => {
    const count = indices.length;
    const [fineKey, smoothKey] = splitKey(key);
    const margin = (SIDE - DIGIT_SIDE) / 2;
    const pixels = tf.reshape(imageTensor(digits, indices), [count, SIDE, SIDE, 1]);
    const cut = tf.slice(pixels, [0, margin, margin, 0], [count, DIGIT_SIDE, DIGIT_SIDE, 1]);
    const digit = tf.image.resizeBilinear(cut as tf.Tensor4D, [SIDE, SIDE]);
    const mask = tf.greater(digit, INK);
    const fine = randomUniform(fineKey, [count, SIDE, SIDE, 1]);
    const coarse = randomUniform(smoothKey, [count, COARSE, COARSE, 1]) as tf.Tensor4D;
    const smooth = tf.image.resizeBilinear(coarse, [SIDE, SIDE]);
    return {
      images: tf.where(mask, fine, smooth) as tf.Tensor4D,
      masks: tf.reshape<tf.Rank.R3>(tf.cast(mask, 'float32'), [count, SIDE, SIDE]),
    };
  });
}
