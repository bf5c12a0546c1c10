import { leadingEigenpairs } from '../../internal/linalg/leadingEigenpairs';
import { multiplyGram } from '../../internal/linalg/multiplyGram';
import { multiplySymmetric } from '../../internal/linalg/multiplySymmetric';
import type { Whitening } from './whitener';

/** Good to a percent, which is what a condition number is read for. */
const tolerance = 0.01;

/**
 * The ratio of the largest to the smallest eigenvalue of the covariance that a whitening turns into
 * the identity. A triangular one knows the inverse alone, so that the covariance comes beside it.
 */
export function conditionNumber(
  whitening: Whitening,
  covariance: Float64Array,
  dimension: number,
): number {
  if (whitening.form === 'triangular') {
    const largest = (apply: (vector: Float64Array) => Float64Array): number =>
      leadingEigenpairs(apply, dimension, 1, tolerance).values[0] as number;
    const ratio =
      largest((vector) => multiplySymmetric(covariance, vector)) *
      largest((vector) => multiplyGram(whitening.inverseFactor, vector));
    return Math.max(ratio, 1);
  }
  const scales = [
    ...whitening.scale,
    ...(whitening.form === 'lowRank' ? [whitening.noiseScale] : []),
  ];
  return (Math.max(...scales) / Math.min(...scales)) ** 2;
}
