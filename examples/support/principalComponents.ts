import * as tf from '@tensorflow/tfjs-core';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** The directions of largest variance of a set of rows. */
export interface PrincipalComponents {
  /** [dims] */
  readonly mean: tf.Tensor1D;
  /** [dims, count], orthonormal columns, largest variance first. */
  readonly directions: tf.Tensor2D;
}

/** Principal components of the rows of [n, dims]: products on the backend, eigenvectors in float64. */
export function fitPrincipalComponents(rows: tf.Tensor2D, count: number): PrincipalComponents {
  const [n, dims] = rows.shape;
  return tf.tidy(() => {
    const mean = tf.mean(rows, 0) as tf.Tensor1D;
    const centred = tf.sub(rows, mean);
    // Transposed on its own: a product with a transpose flag is slow on the wasm backend.
    const scatter = tf.matMul(tf.transpose(centred), centred).dataSync();
    const covariance = new Matrix(dims, dims);
    scatter.forEach((value, index) => {
      covariance.set(Math.floor(index / dims), index % dims, value / (n - 1));
    });
    // The products of the two triangles are summed in different orders.
    const symmetric = Matrix.add(covariance, covariance.transpose()).mul(0.5);
    const { eigenvectorMatrix } = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
    const directions = tf.buffer([dims, count]);
    for (let row = 0; row < dims; row++) {
      for (let column = 0; column < count; column++) {
        // Eigenvalues come in ascending order.
        directions.set(eigenvectorMatrix.get(row, dims - 1 - column), row, column);
      }
    }
    return { mean, directions: directions.toTensor() as tf.Tensor2D };
  });
}

/** The coordinates of rows along the components, [n, count]. */
export function projectRows(
  rows: tf.Tensor2D,
  { mean, directions }: PrincipalComponents,
  count = directions.shape[1],
): tf.Tensor2D {
  return tf.tidy(() => {
    const leading = tf.slice(directions, [0, 0], [-1, count]);
    return tf.matMul(tf.sub(rows, mean), leading) as tf.Tensor2D;
  });
}
