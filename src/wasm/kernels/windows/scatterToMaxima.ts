import type { HeapArray } from '../valuesInPlace';

/**
 * Adds each gradient to where its maximum was; `total` starts at zero. Windows that lie in the
 * padding as a whole have no maximum.
 */
export function scatterToMaxima(dy: HeapArray, positions: Int32Array, total: HeapArray): void {
  for (let index = 0; index < positions.length; index++) {
    const position = positions[index] as number;
    if (position < 0) continue;
    total[position] = (total[position] as number) + (dy[index] as number);
  }
}
