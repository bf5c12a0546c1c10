import type { RegularizedCovariance } from './regularizedCovariance';

/** The weighted sum of the covariances of the classes, before and after regularization. */
export function poolCovariances(
  covariances: readonly RegularizedCovariance[],
  weights: readonly number[],
): Omit<RegularizedCovariance, 'shrinkage'> {
  const weighted = (matrices: readonly Float64Array[]): Float64Array => {
    const sum = new Float64Array((matrices[0] as Float64Array).length);
    matrices.forEach((matrix, k) => {
      const weight = weights[k] as number;
      for (let i = 0; i < sum.length; i++)
        sum[i] = (sum[i] as number) + weight * (matrix[i] as number);
    });
    return sum;
  };
  const sample = weighted(covariances.map((covariance) => covariance.sample));
  const isRegularized = covariances.some(({ sample, matrix }) => matrix !== sample);
  const matrix = isRegularized ? weighted(covariances.map(({ matrix }) => matrix)) : sample;
  return { sample, matrix };
}
