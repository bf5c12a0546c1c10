/** The place of the first index that is not in [0, rows), or -1. */
export function firstOutside(indices: usize, count: i32, rows: i32): i32 {
  for (let i = 0; i < count; i++) {
    if (<u32>load<i32>(indices + (<usize>i << 2)) >= <u32>rows) return i;
  }
  return -1;
}

/**
 * Copies the rows of these indices, for each of `groups` groups of `rows` rows of `bytes` bytes. The
 * indices are not checked.
 */
export function gatherRows(
  source: usize, groups: i32, rows: i32, bytes: usize, indices: usize, count: i32, out: usize,
): void {
  for (let group = 0; group < groups; group++) {
    for (let i = 0; i < count; i++) {
      const row = source + <usize>load<i32>(indices + (<usize>i << 2)) * bytes;
      if (bytes == 4) {
        store<i32>(out, load<i32>(row));
      } else {
        memory.copy(out, row, bytes);
      }
      out += bytes;
    }
    source += <usize>rows * bytes;
  }
}
