import { invalidRange } from '../../internal/checks/invalidArgument';
import { cholesky } from '../../internal/linalg/cholesky';
import { invertLowerTriangular } from '../../internal/linalg/invertLowerTriangular';
import { numericalRank } from '../../internal/linalg/numericalRank';
import type { CovarianceEstimate, CovarianceOwner } from './CovarianceEstimate';
import { collinearityTolerance } from './collinearityTolerance';
import { conditionNumber } from './conditionNumber';
import type { RegularizedCovariance } from './regularizedCovariance';

/** Whitening by the inverse Cholesky factor: full and tied covariances. */
export function triangularEstimate(
  { fn, name, rows, degreesOfFreedom, dimension }: CovarianceOwner,
  { sample, matrix }: Omit<RegularizedCovariance, 'shrinkage'>,
): CovarianceEstimate {
  const tolerance = collinearityTolerance(dimension);
  const isRegularized = matrix !== sample;
  const rank = (): number =>
    Math.min(degreesOfFreedom, numericalRank(sample, dimension, tolerance));
  const factor =
    isRegularized || degreesOfFreedom >= dimension
      ? cholesky(matrix, dimension, tolerance)
      : undefined;
  if (factor === undefined) {
    throw invalidRange(
      fn,
      `${name} must have a covariance of full rank`,
      `rank ${rank()} of ${dimension} dimensions from ${rows} rows`,
      isRegularized
        ? 'Raise shrinkage or regularization.'
        : "Set shrinkage or regularization, use covariance 'lowRank' or 'diagonal', or reduce the dimension first (PCA).",
    );
  }
  const whitening = {
    form: 'triangular',
    inverseFactor: invertLowerTriangular(factor, dimension),
  } as const;
  return {
    whitening,
    rank: isRegularized ? rank : () => dimension,
    conditionNumber: () => conditionNumber(whitening, matrix, dimension),
  };
}
