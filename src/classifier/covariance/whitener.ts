import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { packedRow } from '../../internal/linalg/packedRow';

/**
 * A linear map under which a covariance becomes the identity, so that squared Mahalanobis distances
 * are sums of squares.
 */
export type Whitening =
  /** z = L^-1 x, for the covariance L L^T; the inverse factor as packed lower triangle. */
  | { readonly form: 'triangular'; readonly inverseFactor: Float64Array }
  /** z_j = scale_j x_j: a scale is 1 / standard deviation. */
  | { readonly form: 'diagonal'; readonly scale: Float64Array }
  /**
   * z = (scale * U x, noiseScale * (x - U^T U x)): the leading directions, rows of U, have their own
   * scales, what is orthogonal to them a common one.
   */
  | {
      readonly form: 'lowRank';
      readonly directions: Float64Array;
      readonly scale: Float64Array;
      readonly noiseScale: number;
    };

const row = (values: Float64Array): Tensor2D =>
  tf.tensor2d(new Float32Array(values), [1, values.length]);

/** The transposed inverse factor, because rows are multiplied from the right. */
function transposedSquare(packed: Float64Array, size: number): Tensor2D {
  const square = new Float32Array(size * size);
  for (let i = 0; i < size; i++) {
    const start = packedRow(i);
    for (let j = 0; j <= i; j++) square[j * size + i] = packed[start + j] as number;
  }
  return tf.tensor2d(square, [size, size]);
}

/**
 * Puts a whitening on the backend, as a function of centred rows.
 *
 * Its tensors belong to the surrounding tf.tidy. Every matrix is stored the way it is multiplied:
 * the wasm backend is an order of magnitude slower with transposition flags.
 */
export function whitener(whitening: Whitening, dimension: number): (centred: Tensor2D) => Tensor2D {
  if (whitening.form === 'triangular') {
    const matrix = transposedSquare(whitening.inverseFactor, dimension);
    return (centred) => tf.matMul(centred, matrix);
  }
  const scale = row(whitening.scale);
  if (whitening.form === 'diagonal') return (centred) => tf.mul(centred, scale);
  const directions = tf.tensor2d(new Float32Array(whitening.directions), [
    whitening.scale.length,
    dimension,
  ]);
  const transposed = tf.transpose(directions);
  const { noiseScale } = whitening;
  return (centred) => {
    const along = tf.matMul(centred, transposed);
    const rest = tf.sub(centred, tf.matMul(along, directions));
    return tf.concat2d([tf.mul(along, scale), tf.mul(rest, noiseScale)], 1);
  };
}
