import { packedTrace } from '../../internal/linalg/packedTrace';
import { squaredFrobeniusNorm } from '../../internal/linalg/squaredFrobeniusNorm';
import type { ClassMoments } from '../moments/classMoments';

/**
 * The shrinkage intensity of Ledoit and Wolf 2004, as sklearn.covariance.ledoit_wolf_shrinkage.
 *
 * Its sum over pairs of features of (x_i x_j)^2 is the sum over rows of |x|^4, so the fourth moment
 * about the mean is all it needs beside the scatter matrix.
 */
export function ledoitWolfShrinkage({ count, mean, scatter, fourthMoment }: ClassMoments): number {
  const dimension = mean.length;
  if (dimension === 1) return 0;
  const level = packedTrace(scatter, dimension) / count / dimension;
  const norm = squaredFrobeniusNorm(scatter, dimension) / count ** 2;
  const distance = norm / dimension - level ** 2;
  const noise = (fourthMoment / count - norm) / (count * dimension);
  const bounded = Math.min(Math.max(noise, 0), distance);
  return bounded > 0 ? bounded / distance : 0;
}
