/** Values with the shape of the matrices, or batch of matrices, that they fill. */
export interface MatrixBatch {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/** The product of matrices by its definition, in float64, broadcasting the batch as numpy does. */
export function productInFloat64(
  a: MatrixBatch,
  b: MatrixBatch,
  transposeA: boolean,
  transposeB: boolean,
): { shape: number[]; values: number[] } {
  const [rows, inner] = sizes(a, transposeA);
  const [, columns] = sizes(b, transposeB);
  const batchA = a.shape.slice(0, -2);
  const batchB = b.shape.slice(0, -2);
  const rank = Math.max(batchA.length, batchB.length);
  const padded = (batch: readonly number[]) => [
    ...Array<number>(rank - batch.length).fill(1),
    ...batch,
  ];
  const paddedA = padded(batchA);
  const paddedB = padded(batchB);
  const batch = paddedA.map((size, axis) => (size === 1 ? (paddedB[axis] as number) : size));

  const values: number[] = [];
  for (const index of indices(batch)) {
    const atA = flat(paddedA, index) * rows * inner;
    const atB = flat(paddedB, index) * inner * columns;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) {
          const left = a.values[atA + (transposeA ? k * rows + i : i * inner + k)] as number;
          const right = b.values[atB + (transposeB ? j * inner + k : k * columns + j)] as number;
          sum += left * right;
        }
        values.push(sum);
      }
    }
  }
  return { shape: [...batch, rows, columns], values };
}

/** Rows and columns of the matrix after its transposition. */
function sizes({ shape }: MatrixBatch, transposed: boolean): [number, number] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return transposed ? [columns, rows] : [rows, columns];
}

/** Every index of an array of this shape, in row-major order. */
function indices(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (prefixes, size) =>
      prefixes.flatMap((prefix) => Array.from({ length: size }, (_, i) => [...prefix, i])),
    [[]],
  );
}

/** The position of an index, axes of size 1 being repeated. */
function flat(shape: readonly number[], index: readonly number[]): number {
  return shape.reduce(
    (at, size, axis) => at * size + (size === 1 ? 0 : (index[axis] as number)),
    0,
  );
}
