import * as tf from '@tensorflow/tfjs-core';
import { imageTensor, type LabelledImages } from './mnist';

const CHUNK = 2000;

/** The rows of a computation over all images, a chunk at a time: `compute` sees [chunk, 784]. */
export function overImages(
  images: LabelledImages,
  compute: (chunk: tf.Tensor2D) => tf.Tensor,
): tf.Tensor2D {
  return tf.tidy(() => {
    const chunks: tf.Tensor[] = [];
    for (let start = 0; start < images.count; start += CHUNK) {
      const length = Math.min(CHUNK, images.count - start);
      const indices = Array.from({ length }, (_, offset) => start + offset);
      chunks.push(tf.tidy(() => compute(imageTensor(images, indices))));
    }
    return tf.concat(chunks) as tf.Tensor2D;
  });
}
