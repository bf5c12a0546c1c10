import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { invertLowerTriangular } from '../../../src/internal/linalg/invertLowerTriangular';
import { expectClose } from '../../helpers/expectClose';
import { packed, randomCovariance } from '../../helpers/packedMatrix';

describe('invertLowerTriangular', () => {
  it('agrees with the inverse of the square matrix', () => {
    for (const size of [1, 2, 3, 20]) {
      const lower = randomCovariance(size, 7).map((row, i) =>
        row.map((value, j) => (j > i ? 0 : value)),
      );
      const expected = inverse(new Matrix(lower)).to2DArray();
      const actual = invertLowerTriangular(packed(lower), size);
      const scale = Math.max(...expected.flat().map(Math.abs));
      expectClose(actual, packed(expected), { rtol: 1e-9, atol: 1e-12 * scale });
    }
  });

  it('inverts scales that differ by a hundred orders of magnitude', () => {
    expect([
      ...invertLowerTriangular(
        packed([
          [2 ** -200, 0],
          [0, 2 ** 200],
        ]),
        2,
      ),
    ]).toEqual([2 ** 200, 0, 2 ** -200]);
  });
});
