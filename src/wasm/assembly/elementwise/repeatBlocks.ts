/** What is copied at once is taken from a first cache. */
const CHUNK: usize = 16384;

/** Each of `count` blocks of `bytes`, `times` over. */
export function repeatBlocks(x: usize, count: i32, bytes: usize, times: i32, out: usize): void {
  const total = bytes * <usize>times;
  for (let i = 0; i < count; i++) {
    memory.copy(out, x, bytes);
    let filled = bytes;
    while (filled < total && filled < CHUNK) {
      const more = min(filled, total - filled);
      memory.copy(out + filled, out, more);
      filled += more;
    }
    // Whole blocks from here on, so that each copy starts with the beginning of one.
    const chunk = filled;
    while (filled < total) {
      const more = min(chunk, total - filled);
      memory.copy(out + filled, out, more);
      filled += more;
    }
    x += bytes;
    out += total;
  }
}
