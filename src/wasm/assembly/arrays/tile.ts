/** Repeats each of `blocks` blocks of `bytes` bytes `times` times, one after the other. */
export function repeatBlocks(
  source: usize, blocks: i32, bytes: usize, times: i32, out: usize,
): void {
  const length = bytes * times;
  for (let block = 0; block < blocks; block++) {
    if (bytes == 4) {
      fillNumbers(out, times, load<i32>(source));
    } else {
      memory.copy(out, source, bytes);
      // What is there already is doubled: few copies, also of small blocks.
      for (let done = bytes; done < length; done *= 2) {
        memory.copy(out + done, out, min(done, length - done));
      }
    }
    source += bytes;
    out += length;
  }
}

/** Writes 32 bits `times` times. */
function fillNumbers(out: usize, times: i32, bits: i32): void {
  const vector = i32x4.splat(bits);
  let i = 0;
  for (; i + 4 <= times; i += 4) v128.store(out + (<usize>i << 2), vector);
  for (; i < times; i++) store<i32>(out + (<usize>i << 2), bits);
}
