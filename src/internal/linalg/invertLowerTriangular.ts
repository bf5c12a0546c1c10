import { packedRow } from './packedRow';

/** The inverse of a packed lower triangular matrix: size^3 / 3 operations, along rows. */
export function invertLowerTriangular(matrix: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(matrix.length);
  const subtract = (at: number, value: number): void => {
    inverse[at] = (inverse[at] as number) - value;
  };
  for (let i = 0; i < size; i++) {
    const row = packedRow(i);
    // Four rows at a time: every entry of row i is then read and written a quarter as often.
    for (let k = 0; k < i; k += 4) {
      const width = Math.min(4, i - k);
      const rows = [0, 1, 2, 3].map((m) => packedRow(k + Math.min(m, width - 1)));
      const entries = rows.map((_, m) => (m < width ? (matrix[row + k + m] as number) : 0));
      const [row0, row1, row2, row3] = rows as [number, number, number, number];
      const [entry0, entry1, entry2, entry3] = entries as [number, number, number, number];
      for (let j = 0; j <= k; j++) {
        inverse[row + j] =
          (inverse[row + j] as number) -
          (entry0 * (inverse[row0 + j] as number) +
            entry1 * (inverse[row1 + j] as number) +
            entry2 * (inverse[row2 + j] as number) +
            entry3 * (inverse[row3 + j] as number));
      }
      // What the later ones of the four rows have beyond column k.
      for (let m = 1; m < width; m++) {
        const from = packedRow(k + m) + k;
        for (let j = 1; j <= m; j++) {
          subtract(row + k + j, (entries[m] as number) * (inverse[from + j] as number));
        }
      }
    }
    const scale = 1 / (matrix[row + i] as number);
    for (let j = 0; j < i; j++) inverse[row + j] = (inverse[row + j] as number) * scale;
    inverse[row + i] = scale;
  }
  return inverse;
}
