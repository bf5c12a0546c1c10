import { EigenvalueDecomposition } from 'ml-matrix';
import type { Eigenpairs } from './leadingEigenpairs';

/** All eigenvalues of a small symmetric matrix, largest first, with their eigenvectors. */
export function symmetricEigenpairs(
  size: number,
  at: (i: number, j: number) => number,
): Eigenpairs {
  const rows = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => at(i, j)),
  );
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(rows, {
    assumeSymmetric: true,
  });
  return {
    values: realEigenvalues.reverse(),
    vectors: Array.from({ length: size }, (_, k) =>
      Float64Array.from({ length: size }, (_, i) => eigenvectorMatrix.get(i, size - 1 - k)),
    ),
  };
}
