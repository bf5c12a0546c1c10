import { parkMiller } from './labelledRows';

/** The lower triangle of a square matrix, row after row. */
export function packed(square: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(square.flatMap((row, i) => row.slice(0, i + 1)));
}

/** A positive definite matrix. */
export function randomCovariance(size: number, seed: number): number[][] {
  const next = parkMiller(seed);
  const factor = Array.from({ length: size }, () =>
    Array.from({ length: size }, () => 2 * next() - 1),
  );
  return factor.map((a, i) =>
    factor.map((b, j) =>
      a.reduce((sum, value, k) => sum + value * (b[k] as number), i === j ? 0.1 : 0),
    ),
  );
}
