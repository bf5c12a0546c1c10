import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** Where each pixel of the result lies in the image that it comes from. */
export interface SamplingGrid {
  readonly height: number;
  readonly width: number;
  /** Coordinates in pixels, 0 at the centre of the first one: `[images, height, width]`, flat. */
  readonly rows: Float32Array;
  readonly columns: Float32Array;
}

/** One of the four pixels around each place, and its share. */
interface Corner {
  readonly positions: Int32Array;
  readonly weights: Float32Array;
}

type FourCorners = [Corner, Corner, Corner, Corner];

/**
 * Reads images between their pixels, bilinearly, with 0 outside of them.
 *
 * Four gathers and elementwise operations: both are the same to the bit on every backend, which sums
 * and products of matrices, and `tf.image.transform`, are not. Positions and weights are computed
 * here rather than by operations: half the time, and no backend rounds them.
 */
export function sampleBilinear(images: Tensor4D, grid: SamplingGrid): Tensor4D {
  const [count, height, width, channels] = images.shape;
  const size = grid.height * grid.width;
  const length = count * size;
  const stride = width + 2;
  const newCorner = (): Corner => ({
    positions: new Int32Array(length),
    weights: new Float32Array(length),
  });
  const [topLeft, topRight, bottomLeft, bottomRight] = [0, 1, 2, 3].map(newCorner) as FourCorners;
  let i = 0;
  for (let image = 0; image < count; image++) {
    const firstRow = image * (height + 2);
    for (const end = i + size; i < end; i++) {
      // Beyond one pixel outside all corners are 0, and so they are at the bounds.
      const row = Math.min(Math.max(grid.rows[i] as number, -1), height) + 1;
      const column = Math.min(Math.max(grid.columns[i] as number, -1), width) + 1;
      const top = Math.min(Math.floor(row), height);
      const left = Math.min(Math.floor(column), width);
      const below = row - top;
      const beyond = column - left;
      const position = (firstRow + top) * stride + left;
      topLeft.positions[i] = position;
      topRight.positions[i] = position + 1;
      bottomLeft.positions[i] = position + stride;
      bottomRight.positions[i] = position + stride + 1;
      topLeft.weights[i] = (1 - below) * (1 - beyond);
      topRight.weights[i] = (1 - below) * beyond;
      bottomLeft.weights[i] = below * (1 - beyond);
      bottomRight.weights[i] = below * beyond;
    }
  }
  return tf.tidy(() => {
    const margins: [number, number][] = [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ];
    const pixels = tf.reshape(tf.pad(images, margins), [-1, channels]);
    const corners = [topLeft, topRight, bottomLeft, bottomRight];
    const terms = corners.map(({ positions, weights }) =>
      tf.mul(tf.gather(pixels, tf.tensor1d(positions, 'int32')), tf.tensor2d(weights, [length, 1])),
    ) as [Tensor, Tensor, Tensor, Tensor];
    const sum = tf.add(tf.add(terms[0], terms[1]), tf.add(terms[2], terms[3]));
    return tf.reshape(sum, [count, grid.height, grid.width, channels]) as Tensor4D;
  });
}
