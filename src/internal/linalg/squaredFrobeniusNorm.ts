import { packedRow } from './packedRow';

/** The sum of the squares of all elements of a packed symmetric matrix. */
export function squaredFrobeniusNorm(matrix: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const row = packedRow(i);
    for (let j = 0; j < i; j++) sum += 2 * (matrix[row + j] as number) ** 2;
    sum += (matrix[row + i] as number) ** 2;
  }
  return sum;
}
