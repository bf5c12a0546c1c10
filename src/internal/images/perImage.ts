import type { Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** One number for each image of a batch, `[images, 1, 1, 1]`, to broadcast over its pixels. */
export function perImage(
  images: number,
  dtype: 'float32' | 'bool',
  value: (image: number) => number,
): Tensor4D {
  const values = Array.from({ length: images }, (_, image) => value(image));
  return tf.tensor4d(values, [images, 1, 1, 1], dtype);
}
