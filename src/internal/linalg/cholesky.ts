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
  const sums = new Float64Array(4);
  for (let i = 0; i < size; i++) {
    const row = packedRow(i);
    // Four entries at a time: their sums do not wait for one another, which doubles the speed.
    for (let j = 0; j < i; j += 4) {
      const width = Math.min(4, i - j);
      const rows = [0, 1, 2, 3].map((k) => packedRow(j + Math.min(k, width - 1)));
      const [row0, row1, row2, row3] = rows as [number, number, number, number];
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let k = 0; k < j; k++) {
        const entry = factor[row + k] as number;
        sum0 += entry * (factor[row0 + k] as number);
        sum1 += entry * (factor[row1 + k] as number);
        sum2 += entry * (factor[row2 + k] as number);
        sum3 += entry * (factor[row3 + k] as number);
      }
      sums.set([sum0, sum1, sum2, sum3]);
      for (let k = 0; k < width; k++) {
        let rest = (matrix[row + j + k] as number) - (sums[k] as number);
        const other = packedRow(j + k) + j;
        for (let m = 0; m < k; m++) {
          rest -= (factor[row + j + m] as number) * (factor[other + m] as number);
        }
        factor[row + j + k] = rest / (factor[other + k] as number);
      }
    }
    const variance = matrix[row + i] as number;
    let unexplained = variance;
    for (let k = 0; k < i; k++) unexplained -= (factor[row + k] as number) ** 2;
    if (!(unexplained > tolerance * variance)) return undefined;
    factor[row + i] = Math.sqrt(unexplained);
  }
  return factor;
}
