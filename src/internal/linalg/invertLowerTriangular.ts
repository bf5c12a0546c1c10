import { packedRow } from './packedRow';

/** The inverse of a packed lower triangular matrix: size^3 / 3 operations, along rows. */
export function invertLowerTriangular(matrix: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(matrix.length);
  for (let i = 0; i < size; i++) {
    const rowI = packedRow(i);
    const scale = 1 / (matrix[rowI + i] as number);
    for (let k = 0; k < i; k++) {
      const rowK = packedRow(k);
      const entry = matrix[rowI + k] as number;
      for (let j = 0; j <= k; j++) {
        inverse[rowI + j] = (inverse[rowI + j] as number) - entry * (inverse[rowK + j] as number);
      }
    }
    for (let j = 0; j < i; j++) inverse[rowI + j] = (inverse[rowI + j] as number) * scale;
    inverse[rowI + i] = scale;
  }
  return inverse;
}
