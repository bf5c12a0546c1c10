import { packedRow } from './packedRow';

/** The product L^T (L x) of a packed lower triangular matrix L with a vector. */
export function multiplyGram(lower: Float64Array, vector: Float64Array): Float64Array {
  const product = new Float64Array(vector.length);
  for (let i = 0; i < vector.length; i++) {
    const row = packedRow(i);
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += (lower[row + j] as number) * (vector[j] as number);
    for (let j = 0; j <= i; j++) {
      product[j] = (product[j] as number) + (lower[row + j] as number) * sum;
    }
  }
  return product;
}
