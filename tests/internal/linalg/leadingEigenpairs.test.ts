import { EigenvalueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { leadingEigenpairs } from '../../../src/internal/linalg/leadingEigenpairs';
import { multiplyGram } from '../../../src/internal/linalg/multiplyGram';
import { multiplySymmetric } from '../../../src/internal/linalg/multiplySymmetric';
import { expectClose } from '../../helpers/expectClose';
import { packed, randomCovariance } from '../../helpers/packedMatrix';

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

describe('leadingEigenpairs', () => {
  it('agrees with a full decomposition', () => {
    for (const [size, count] of [
      [1, 1],
      [6, 2],
      [90, 5],
      [90, 90],
    ] as const) {
      const square = randomCovariance(size, 11);
      const matrix = packed(square);
      const all = new EigenvalueDecomposition(square, { assumeSymmetric: true }).realEigenvalues;
      const expected = all.reverse().slice(0, count);
      const { values, vectors } = leadingEigenpairs(
        (vector) => multiplySymmetric(matrix, vector),
        size,
        count,
        1e-10,
      );
      const largest = expected[0] as number;
      expectClose(values, expected, { rtol: 1e-9, atol: 1e-11 * largest });
      vectors.forEach((vector, k) => {
        const image = multiplySymmetric(matrix, vector);
        const expectedImage = vector.map((value) => value * (values[k] as number));
        expectClose(image, expectedImage, { rtol: 0, atol: 1e-9 * largest });
        vectors.forEach((other, j) => {
          expect(dot(vector, other)).toBeCloseTo(j === k ? 1 : 0, 10);
        });
      });
    }
  });

  it('finds an eigenvalue as often as it occurs', () => {
    const size = 60;
    const diagonal = Float64Array.from({ length: size }, (_, i) =>
      i % 20 === 3 ? 5 : 1 / (i + 1),
    );
    const { values } = leadingEigenpairs(
      (vector) => vector.map((value, i) => value * (diagonal[i] as number)),
      size,
      4,
      1e-10,
    );
    expectClose(values, [5, 5, 5, 1], { rtol: 1e-10 });
  });

  it('works for an operator that is zero, and for the identity', () => {
    expect(leadingEigenpairs((vector) => vector.map(() => 0), 30, 2, 1e-6).values).toEqual([0, 0]);
    expectClose(leadingEigenpairs((vector) => vector, 30, 3, 1e-6).values, [1, 1, 1]);
  });

  it('takes the product of a triangle with its transpose as operator', () => {
    const lower = packed([
      [2, 0],
      [1, 3],
    ]);
    // [[2, 1], [0, 3]] [[2, 0], [1, 3]] = [[5, 3], [3, 9]]
    const { values } = leadingEigenpairs((vector) => multiplyGram(lower, vector), 2, 2, 1e-10);
    expectClose(values, [7 + Math.sqrt(13), 7 - Math.sqrt(13)], { rtol: 1e-12 });
  });
});
