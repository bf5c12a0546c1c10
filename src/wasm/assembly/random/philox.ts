import { storeBlocks } from './storeBlocks';

/*
 * Philox 4x32-10 (Salmon et al. 2011), eight blocks at once: a vector holds the same word of four
 * successive counters, and two such groups hide the latency of the rounds. The bits are those of src/internal/philox.ts.
 */

/** The high words of the 64-bit products of unsigned words. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function multiplyHigh(a: v128, b: v128): v128 {
  const low = i64x2.extmul_low_i32x4_u(a, b);
  const high = i64x2.extmul_high_i32x4_u(a, b);
  return v128.shuffle<i32>(low, high, 1, 3, 5, 7);
}

/** Stores the words of four blocks: one block after the other, or one vector after the other. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function storeWords(
  at: usize, areBlocks: bool, x0: v128, x1: v128, x2: v128, x3: v128,
): void {
  if (areBlocks) {
    storeBlocks(at, x0, x1, x2, x3);
  } else {
    v128.store(at, x0);
    v128.store(at, x1, 16);
    v128.store(at, x2, 32);
    v128.store(at, x3, 48);
  }
}

/**
 * Fills `words` with the blocks from `block` on of a domain; `size` is a multiple of 32 words. Unless
 * they are to be blocks one after the other, the first words of four blocks come first, then their
 * second ones, and so on.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function philox(
  block: i32, key0: i32, key1: i32, domain: i32, words: usize, size: i32, areBlocks: bool,
): void {
  const multiplier0 = i32x4.splat(0xd2511f53);
  const multiplier2 = i32x4.splat(0xcd9e8d57);
  const end = words + (<usize>size << 2);
  let counter = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  for (let at = words; at < end; at += 128) {
    let x0 = counter;
    let x1 = i32x4.splat(0);
    let x2 = i32x4.splat(0);
    let x3 = i32x4.splat(domain);
    let y0 = i32x4.add(counter, i32x4.splat(4));
    let y1 = x1;
    let y2 = x2;
    let y3 = x3;
    let round0 = i32x4.splat(key0);
    let round1 = i32x4.splat(key1);
    for (let round = 0; round < 10; round++) {
      const highX0 = multiplyHigh(x0, multiplier0);
      const lowX0 = i32x4.mul(x0, multiplier0);
      const highX2 = multiplyHigh(x2, multiplier2);
      const lowX2 = i32x4.mul(x2, multiplier2);
      x0 = v128.xor(v128.xor(highX2, x1), round0);
      x1 = lowX2;
      x2 = v128.xor(v128.xor(highX0, x3), round1);
      x3 = lowX0;
      const highY0 = multiplyHigh(y0, multiplier0);
      const lowY0 = i32x4.mul(y0, multiplier0);
      const highY2 = multiplyHigh(y2, multiplier2);
      const lowY2 = i32x4.mul(y2, multiplier2);
      y0 = v128.xor(v128.xor(highY2, y1), round0);
      y1 = lowY2;
      y2 = v128.xor(v128.xor(highY0, y3), round1);
      y3 = lowY0;
      round0 = i32x4.add(round0, i32x4.splat(0x9e3779b9));
      round1 = i32x4.add(round1, i32x4.splat(0xbb67ae85));
    }
    storeWords(at, areBlocks, x0, x1, x2, x3);
    storeWords(at + 64, areBlocks, y0, y1, y2, y3);
    counter = i32x4.add(counter, i32x4.splat(8));
  }
}
