import { packedRow } from './packedRow';

/**
 * The number of features of a packed covariance that the others do not explain, by a Cholesky
 * factorization that takes the least explained feature next.
 *
 * A feature is explained once no more than the fraction `tolerance` of its variance is left, so the
 * rank does not depend on the units of the features. (A rank by singular values does: in those of a
 * float32 covariance of MNIST images, a pixel that only a few images use falls below the rounding of
 * the brightest pixels.)
 */
export function numericalRank(matrix: Float64Array, size: number, tolerance: number): number {
  const at = (i: number, j: number): number =>
    (i < j ? matrix[packedRow(j) + i] : matrix[packedRow(i) + j]) as number;
  const scale = Float64Array.from({ length: size }, (_, i) => {
    const variance = at(i, i);
    return variance > 0 ? 1 / Math.sqrt(variance) : 0;
  });
  const unexplained = scale.map((value) => (value > 0 ? 1 : 0));
  const columns: Float64Array[] = [];
  while (columns.length < size) {
    const pivot = unexplained.reduce(
      (best, value, i) => (value > (unexplained[best] as number) ? i : best),
      0,
    );
    const left = unexplained[pivot] as number;
    if (!(left > tolerance)) break;
    const column = scale.map((value, i) => value * (scale[pivot] as number) * at(i, pivot));
    for (const known of columns) {
      const weight = known[pivot] as number;
      for (let i = 0; i < size; i++) {
        column[i] = (column[i] as number) - weight * (known[i] as number);
      }
    }
    const norm = 1 / Math.sqrt(left);
    for (let i = 0; i < size; i++) {
      column[i] = (column[i] as number) * norm;
      unexplained[i] = (unexplained[i] as number) - (column[i] as number) ** 2;
    }
    unexplained[pivot] = 0;
    columns.push(column);
  }
  return columns.length;
}
