import { packedRow } from './packedRow';

/**
 * The Cholesky factor L of a symmetric matrix A = L L^T, both packed; undefined if A is not positive
 * definite.
 *
 * Positive definite means here that every feature keeps more than the fraction `tolerance` of its
 * variance once those before it are known. That does not depend on the units of the features, as a
 * comparison with the largest variance would.
 */
export function cholesky(
  matrix: Float64Array,
  size: number,
  tolerance: number,
): Float64Array | undefined {
  const factor = new Float64Array(matrix.length);
  for (let i = 0; i < size; i++) {
    const rowI = packedRow(i);
    for (let j = 0; j < i; j++) {
      const rowJ = packedRow(j);
      let sum = matrix[rowI + j] as number;
      for (let k = 0; k < j; k++) {
        sum -= (factor[rowI + k] as number) * (factor[rowJ + k] as number);
      }
      factor[rowI + j] = sum / (factor[rowJ + j] as number);
    }
    const variance = matrix[rowI + i] as number;
    let unexplained = variance;
    for (let k = 0; k < i; k++) unexplained -= (factor[rowI + k] as number) ** 2;
    if (!(unexplained > tolerance * variance)) return undefined;
    factor[rowI + i] = Math.sqrt(unexplained);
  }
  return factor;
}
