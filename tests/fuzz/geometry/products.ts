import fc from 'fast-check';

export interface Product {
  readonly batchA?: readonly number[];
  readonly batchB?: readonly number[];
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

export type Transposed = readonly [boolean, boolean];

export const transposes: readonly Transposed[] = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
];

/** The shapes of both operands, as the transposes want them stored. */
export const operandShapes = (
  { batchA = [], batchB = [], rows, inner, columns }: Product,
  [transposeA, transposeB]: Transposed,
): [a: number[], b: number[]] => [
  [...batchA, ...(transposeA ? [inner, rows] : [rows, inner])],
  [...batchB, ...(transposeB ? [columns, inner] : [inner, columns])],
];

const batch = fc.constantFrom<readonly number[]>([], [1], [2], [0], [3, 1], [1, 2], [3, 2]);

/** Products of matrices, or of batches of one rank that broadcast, of any sizes up to this one. */
export const products = (largest: number): fc.Arbitrary<Required<Product>> => {
  const size = fc.integer({ min: 0, max: largest });
  return fc
    .record({ batchA: batch, batchB: batch, rows: size, inner: size, columns: size })
    .filter(
      ({ batchA, batchB }) =>
        batchA.length === batchB.length &&
        batchA.every((a, axis) => a === batchB[axis] || a === 1 || batchB[axis] === 1),
    );
};
