import { fillNumbers } from './fill';

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
