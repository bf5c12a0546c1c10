import { packedRow } from '../../internal/linalg/packedRow';
import type { Whitening } from './whitener';

/** The sum of the logarithms of some scales, which stays finite where their product does not. */
const sumOfLogs = (scales: Float64Array): number =>
  scales.reduce((sum, scale) => sum + Math.log(scale), 0);

/** The log-determinant of the covariance that a whitening turns into the identity. */
export function logDeterminant(whitening: Whitening, dimension: number): number {
  switch (whitening.form) {
    case 'triangular': {
      const { inverseFactor } = whitening;
      const diagonal = Float64Array.from(
        { length: dimension },
        (_, i) => inverseFactor[packedRow(i) + i] as number,
      );
      return -2 * sumOfLogs(diagonal);
    }
    case 'diagonal':
      return -2 * sumOfLogs(whitening.scale);
    case 'lowRank':
      return (
        -2 * sumOfLogs(whitening.scale) -
        2 * (dimension - whitening.scale.length) * Math.log(whitening.noiseScale)
      );
  }
}
