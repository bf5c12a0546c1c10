import { describe, expect, it } from 'vitest';
import { numericalRank } from '../../../src/internal/linalg/numericalRank';
import { parkMiller } from '../../helpers/labelledRows';
import { packed, randomCovariance } from '../../helpers/packedMatrix';

/** The Gram matrix of vectors. */
const gram = (vectors: readonly number[][]): Float64Array =>
  packed(
    vectors.map((a) =>
      vectors.map((b) => a.reduce((sum, value, k) => sum + value * (b[k] as number), 0)),
    ),
  );

describe('numericalRank', () => {
  it('is the dimension for a positive definite matrix', () => {
    for (const size of [1, 2, 15]) {
      expect(numericalRank(packed(randomCovariance(size, 5)), size, 1e-12)).toBe(size);
    }
  });

  it('is the dimension of the space that the features span, in any units', () => {
    const next = parkMiller(2);
    for (const rank of [1, 3, 8]) {
      const vectors = Array.from({ length: 12 }, (_, i) =>
        Array.from({ length: rank }, () => (next() - 0.5) * 10 ** ((i % 5) - 2)),
      );
      expect(numericalRank(gram(vectors), 12, 1e-12)).toBe(rank);
    }
  });

  it('does not count features without variance', () => {
    expect(
      numericalRank(
        packed([
          [0, 0, 0],
          [0, 2, 0],
          [0, 0, 0],
        ]),
        3,
        1e-12,
      ),
    ).toBe(1);
    expect(numericalRank(new Float64Array(6), 3, 1e-12)).toBe(0);
  });

  it('counts a feature once more than the tolerance of its variance is unexplained', () => {
    const matrix = packed([
      [1, 1],
      [1, 1 + 1e-6],
    ]);
    expect(numericalRank(matrix, 2, 1e-5)).toBe(1);
    expect(numericalRank(matrix, 2, 1e-7)).toBe(2);
  });
});
