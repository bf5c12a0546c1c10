/**
 * Where a row starts in a packed lower triangle.
 *
 * Every symmetric or lower triangular matrix here is packed: row i is its first i + 1 entries, and
 * the rows follow one another. That is half the memory of the square, and rows stay contiguous.
 */
export function packedRow(row: number): number {
  return (row * (row + 1)) / 2;
}
