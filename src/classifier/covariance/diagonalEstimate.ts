import { invalidRange } from '../../internal/checks/invalidArgument';
import type { CovarianceEstimate, CovarianceOwner } from './CovarianceEstimate';
import { conditionNumber } from './conditionNumber';
import type { RegularizedCovariance } from './regularizedCovariance';

/** Whitening feature by feature, for variances that are given as such. */
export function diagonalEstimate(
  { fn, name, dimension }: CovarianceOwner,
  { sample, matrix }: Omit<RegularizedCovariance, 'shrinkage'>,
): CovarianceEstimate {
  const constant = matrix.reduce((count, variance) => count + (variance > 0 ? 0 : 1), 0);
  if (constant > 0) {
    throw invalidRange(
      fn,
      `${name} must vary in every feature`,
      `zero variance in ${constant} of ${dimension} features, the first in column ${matrix.findIndex((variance) => !(variance > 0))}`,
      'Set shrinkage or regularization, or drop those features.',
    );
  }
  const whitening = {
    form: 'diagonal',
    scale: matrix.map((variance) => 1 / Math.sqrt(variance)),
  } as const;
  return {
    whitening,
    rank: () => sample.reduce((count, variance) => count + (variance > 0 ? 1 : 0), 0),
    conditionNumber: () => conditionNumber(whitening, matrix, dimension),
  };
}
