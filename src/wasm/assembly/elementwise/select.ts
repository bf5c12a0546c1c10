import { keptLanes, loadFirst, storeFirst } from './partialVector';

/** `whenTrue` where the byte of the condition is not zero, and else `whenFalse`: 32 bits each. */
export function select(
  condition: usize, whenTrue: usize, whenFalse: usize, size: i32, out: usize,
): void {
  for (let i = 0; i < size; i += 4) {
    const count = min(size - i, 4);
    const offset = <usize>i << 2;
    const chosen = v128.bitselect(
      loadFirst(whenTrue + offset, count),
      loadFirst(whenFalse + offset, count),
      keptLanes(condition + i, count),
    );
    storeFirst(out + offset, chosen, count);
  }
}
