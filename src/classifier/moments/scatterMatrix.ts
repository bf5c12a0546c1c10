import * as tf from '@tensorflow/tfjs-core';
import { packedRow } from '../../internal/linalg/packedRow';
import { isExactDimension } from './isExactDimension';

/** Up to some hundred dimensions the sums are quick in float64 right here, four rows at a time. */
function scatterInFloat64(centred: Float64Array, rows: number, dimension: number): Float64Array {
  const padded = new Float64Array(4 * Math.ceil(rows / 4) * dimension);
  padded.set(centred);
  const scatter = new Float64Array(packedRow(dimension));
  for (let first = 0; first < padded.length; first += 4 * dimension) {
    const second = first + dimension;
    const third = second + dimension;
    const fourth = third + dimension;
    for (let i = 0; i < dimension; i++) {
      const row = packedRow(i);
      const a = padded[first + i] as number;
      const b = padded[second + i] as number;
      const c = padded[third + i] as number;
      const d = padded[fourth + i] as number;
      for (let j = 0; j <= i; j++) {
        scatter[row + j] =
          (scatter[row + j] as number) +
          a * (padded[first + j] as number) +
          b * (padded[second + j] as number) +
          c * (padded[third + j] as number) +
          d * (padded[fourth + j] as number);
      }
    }
  }
  return scatter;
}

/**
 * Rows of one float32 product. The fewer, the less rounding adds up in its sums, and with it the
 * smallest variance that can be told from none; at 128, reading products back costs little still.
 */
const productRows = 128;

/** Beyond, products on the backend are many times faster, at the precision of float32. */
function scatterOnBackend(centred: Float64Array, rows: number, dimension: number): Float64Array {
  const scatter = new Float64Array(packedRow(dimension));
  for (let start = 0; start < rows; start += productRows) {
    const count = Math.min(productRows, rows - start);
    const block = centred.subarray(start * dimension, (start + count) * dimension);
    const products = tf.tidy(() => {
      const x = tf.tensor2d(new Float32Array(block), [count, dimension]);
      // The wasm backend multiplies fast only what is transposed beforehand.
      return tf.matMul(tf.transpose(x), x);
    });
    // Read outside: a tidy searches what it returns for tensors, an array element by element.
    const product = products.dataSync();
    products.dispose();
    for (let i = 0; i < dimension; i++) {
      const from = i * dimension;
      const to = packedRow(i);
      for (let j = 0; j <= i; j++) {
        scatter[to + j] = (scatter[to + j] as number) + (product[from + j] as number);
      }
    }
  }
  return scatter;
}

/** The sum over rows of x x^T, for centred rows, as packed lower triangle. */
export function scatterMatrix(
  centred: Float64Array,
  rows: number,
  dimension: number,
): Float64Array {
  return isExactDimension(dimension)
    ? scatterInFloat64(centred, rows, dimension)
    : scatterOnBackend(centred, rows, dimension);
}
