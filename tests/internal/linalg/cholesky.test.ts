import { CholeskyDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { cholesky } from '../../../src/internal/linalg/cholesky';
import { expectClose } from '../../helpers/expectClose';
import { packed, randomCovariance } from '../../helpers/packedMatrix';

describe('cholesky', () => {
  it('agrees with another implementation', () => {
    for (const size of [1, 2, 17]) {
      const matrix = randomCovariance(size, 3);
      const expected = new CholeskyDecomposition(matrix).lowerTriangularMatrix;
      const factor = cholesky(packed(matrix), size, 1e-12) as Float64Array;
      expectClose(factor, packed(expected.to2DArray()), { rtol: 1e-10, atol: 1e-12 });
    }
  });

  it('gives nothing for a matrix that is indefinite, singular or zero', () => {
    expect(
      cholesky(
        packed([
          [1, 2],
          [2, 1],
        ]),
        2,
        0,
      ),
    ).toBeUndefined();
    expect(
      cholesky(
        packed([
          [1, 1],
          [1, 1],
        ]),
        2,
        0,
      ),
    ).toBeUndefined();
    expect(
      cholesky(
        packed([
          [1, 0],
          [0, 0],
        ]),
        2,
        0,
      ),
    ).toBeUndefined();
    expect(cholesky(packed([[Number.NaN]]), 1, 0)).toBeUndefined();
  });

  it('measures what is left of a variance against that variance', () => {
    const nearlyCollinear = [
      [1, 1],
      [1, 1 + 1e-6],
    ];
    const inOtherUnits = [
      [1e-20, 1],
      [1, (1 + 1e-6) * 1e20],
    ];
    for (const matrix of [nearlyCollinear, inOtherUnits]) {
      expect(cholesky(packed(matrix), 2, 1e-7)).toBeDefined();
      expect(cholesky(packed(matrix), 2, 1e-5)).toBeUndefined();
    }
  });
});
