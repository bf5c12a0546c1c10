/** Copies `blocks` blocks of `bytes` bytes, each so many bytes after the one before. */
export function copyBlocks(
  source: usize, sourceStep: usize, out: usize, outStep: usize, blocks: i32, bytes: usize,
): void {
  for (let block = 0; block < blocks; block++) {
    if (bytes == 4) {
      store<i32>(out, load<i32>(source));
    } else {
      memory.copy(out, source, bytes);
    }
    source += sourceStep;
    out += outStep;
  }
}
