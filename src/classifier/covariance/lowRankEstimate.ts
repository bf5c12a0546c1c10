import { invalidRange } from '../../internal/checks/invalidArgument';
import { leadingEigenpairs } from '../../internal/linalg/leadingEigenpairs';
import { multiplySymmetric } from '../../internal/linalg/multiplySymmetric';
import { numericalRank } from '../../internal/linalg/numericalRank';
import { packedTrace } from '../../internal/linalg/packedTrace';
import { isExactDimension } from '../moments/isExactDimension';
import type { CovarianceEstimate, CovarianceOwner } from './CovarianceEstimate';
import { collinearityTolerance } from './collinearityTolerance';
import { conditionNumber } from './conditionNumber';
import type { RegularizedCovariance } from './regularizedCovariance';
import type { Whitening } from './whitener';

/** Residuals of eigenpairs, relative to the largest; the errors of eigenvalues are their squares. */
const eigenTolerance = 1e-6;

/**
 * Probabilistic PCA (Tipping and Bishop 1999, equations 7 and 8): the leading eigenpairs of the
 * covariance, and the mean of the remaining eigenvalues in all other directions.
 */
export function lowRankEstimate(
  { fn, name, rows, degreesOfFreedom, dimension }: CovarianceOwner,
  { sample, matrix }: Omit<RegularizedCovariance, 'shrinkage'>,
  directionCount: number,
): CovarianceEstimate {
  const rank = (): number =>
    Math.min(degreesOfFreedom, numericalRank(sample, dimension, collinearityTolerance(dimension)));
  const refuse = (): never => {
    throw invalidRange(
      fn,
      `${name} must vary in more directions than rank ${directionCount}`,
      `rank ${rank()} of ${dimension} dimensions from ${rows} rows`,
      'Lower rank, or set shrinkage or regularization.',
    );
  };
  if (matrix === sample && degreesOfFreedom <= directionCount) refuse();
  const trace = packedTrace(matrix, dimension);
  const { values, vectors } = leadingEigenpairs(
    (vector) => multiplySymmetric(matrix, vector),
    dimension,
    directionCount,
    eigenTolerance,
  );
  const remaining = trace - values.reduce((sum, value) => sum + value, 0);
  // What rounding leaves of a difference that is zero.
  const rounding = isExactDimension(dimension) ? 1e-12 : 1e-6;
  if (!(remaining > rounding * trace)) refuse();
  const directions = new Float64Array(directionCount * dimension);
  vectors.forEach((vector, k) => {
    directions.set(vector, k * dimension);
  });
  const whitening: Whitening = {
    form: 'lowRank',
    directions,
    scale: Float64Array.from(values, (value) => 1 / Math.sqrt(value)),
    noiseScale: Math.sqrt((dimension - directionCount) / remaining),
  };
  return {
    whitening,
    rank,
    conditionNumber: () => conditionNumber(whitening, matrix, dimension),
  };
}
