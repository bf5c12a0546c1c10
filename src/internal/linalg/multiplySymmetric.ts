import { packedRow } from './packedRow';

/** The product of a packed symmetric matrix with a vector, in one sweep over the triangle. */
export function multiplySymmetric(matrix: Float64Array, vector: Float64Array): Float64Array {
  const product = new Float64Array(vector.length);
  for (let i = 0; i < vector.length; i++) {
    const row = packedRow(i);
    const entry = vector[i] as number;
    let sum = (matrix[row + i] as number) * entry;
    for (let j = 0; j < i; j++) {
      const element = matrix[row + j] as number;
      sum += element * (vector[j] as number);
      product[j] = (product[j] as number) + element * entry;
    }
    product[i] = (product[i] as number) + sum;
  }
  return product;
}
