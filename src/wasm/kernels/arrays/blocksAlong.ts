import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * How a tensor lies in memory along one axis: as so many blocks, each of them the positions of that
 * axis one after the other, and each position of so many bytes.
 */
export function blocksAlong(
  { shape, dtype }: TensorInfo,
  axis: number,
): { readonly blocks: number; readonly bytesOfOne: number } {
  return {
    blocks: tf.util.sizeFromShape(shape.slice(0, axis)),
    bytesOfOne: tf.util.bytesPerElement(dtype) * tf.util.sizeFromShape(shape.slice(axis + 1)),
  };
}
