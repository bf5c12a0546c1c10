import { packedRow } from './packedRow';

/** The sum of the diagonal of a packed matrix. */
export function packedTrace(matrix: Float64Array, size: number): number {
  let trace = 0;
  for (let i = 0; i < size; i++) trace += matrix[packedRow(i) + i] as number;
  return trace;
}
