import type { Operand } from './Operand';

/** The rows and columns of an operand as the product takes it. */
export function sizesOf({ matrix, transposed }: Operand): [rows: number, columns: number] {
  const [rows, columns] = matrix.shape.slice(-2) as [number, number];
  return transposed ? [columns, rows] : [rows, columns];
}
