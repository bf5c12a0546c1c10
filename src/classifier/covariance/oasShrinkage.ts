import { packedTrace } from '../../internal/linalg/packedTrace';
import { squaredFrobeniusNorm } from '../../internal/linalg/squaredFrobeniusNorm';
import type { ClassMoments } from '../moments/classMoments';

/**
 * The oracle approximating shrinkage of Chen, Wiesel, Eldar and Hero 2010, as sklearn.covariance.oas
 * (which leaves out the terms 2/p of equation 23).
 */
export function oasShrinkage({ count, mean, scatter }: ClassMoments): number {
  const dimension = mean.length;
  if (dimension === 1) return 0;
  const level = (packedTrace(scatter, dimension) / count / dimension) ** 2;
  const spread = squaredFrobeniusNorm(scatter, dimension) / count ** 2 / dimension ** 2;
  const distance = (count + 1) * (spread - level / dimension);
  return distance > 0 ? Math.min((spread + level) / distance, 1) : 1;
}
