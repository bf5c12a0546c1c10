import { invertLowerTriangular } from '../../internal/linalg/invertLowerTriangular';
import { packedRow } from '../../internal/linalg/packedRow';
import type { Whitening } from './whitener';

/** The sum of weighted outer products of rows with themselves, as square matrix. */
function weightedGram(
  rows: readonly Float64Array[],
  weights: readonly number[],
  dimension: number,
): Float64Array {
  const square = new Float64Array(dimension * dimension);
  rows.forEach((values, k) => {
    values.forEach((value, i) => {
      const scaled = value * (weights[k] as number);
      for (let j = 0; j < values.length; j++) {
        const at = i * dimension + j;
        square[at] = (square[at] as number) + scaled * (values[j] as number);
      }
    });
  });
  return square;
}

/** The covariance that a whitening turns into the identity, as square matrix. */
export function covarianceMatrix(whitening: Whitening, dimension: number): Float64Array {
  if (whitening.form === 'triangular') {
    const factor = invertLowerTriangular(whitening.inverseFactor, dimension);
    const columns = Array.from({ length: dimension }, (_, k) =>
      Float64Array.from({ length: dimension }, (_, i) =>
        i < k ? 0 : (factor[packedRow(i) + k] as number),
      ),
    );
    return weightedGram(columns, new Array(dimension).fill(1), dimension);
  }
  const rows =
    whitening.form === 'lowRank'
      ? Array.from(whitening.scale, (_, k) =>
          whitening.directions.slice(k * dimension, (k + 1) * dimension),
        )
      : [];
  const noise = whitening.form === 'lowRank' ? whitening.noiseScale ** -2 : 0;
  const square = weightedGram(
    rows,
    Array.from(whitening.scale, (scale) => scale ** -2 - noise),
    dimension,
  );
  for (let i = 0; i < dimension; i++) {
    const at = i * dimension + i;
    const own = whitening.form === 'diagonal' ? (whitening.scale[i] as number) ** -2 : noise;
    square[at] = (square[at] as number) + own;
  }
  return square;
}
