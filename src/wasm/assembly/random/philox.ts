/*
 * Philox 4x32-10 (Salmon et al. 2011), four blocks at once: a vector holds the same word of four
 * successive counters. The bits are those of src/internal/philox.ts.
 */

/** The high words of the 64-bit products of unsigned words. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function multiplyHigh(a: v128, b: v128): v128 {
  const low = i64x2.extmul_low_i32x4_u(a, b);
  const high = i64x2.extmul_high_i32x4_u(a, b);
  return v128.shuffle<i32>(low, high, 1, 3, 5, 7);
}

/** Fills `words` with the blocks from `block` on of a domain; `size` is a multiple of 16 words. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function philox(
  block: i32, key0: i32, key1: i32, domain: i32, words: usize, size: i32,
): void {
  const multiplier0 = i32x4.splat(0xd2511f53);
  const multiplier2 = i32x4.splat(0xcd9e8d57);
  const end = words + (<usize>size << 2);
  let counter = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  for (let at = words; at < end; at += 64) {
    let x0 = counter;
    let x1 = i32x4.splat(0);
    let x2 = i32x4.splat(0);
    let x3 = i32x4.splat(domain);
    let round0 = i32x4.splat(key0);
    let round1 = i32x4.splat(key1);
    for (let round = 0; round < 10; round++) {
      const high0 = multiplyHigh(x0, multiplier0);
      const low0 = i32x4.mul(x0, multiplier0);
      const high2 = multiplyHigh(x2, multiplier2);
      const low2 = i32x4.mul(x2, multiplier2);
      x0 = v128.xor(v128.xor(high2, x1), round0);
      x1 = low2;
      x2 = v128.xor(v128.xor(high0, x3), round1);
      x3 = low0;
      round0 = i32x4.add(round0, i32x4.splat(0x9e3779b9));
      round1 = i32x4.add(round1, i32x4.splat(0xbb67ae85));
    }
    counter = i32x4.add(counter, i32x4.splat(4));

    // From four vectors of one word each to four blocks.
    const low01 = v128.shuffle<i32>(x0, x1, 0, 4, 1, 5);
    const low23 = v128.shuffle<i32>(x2, x3, 0, 4, 1, 5);
    const high01 = v128.shuffle<i32>(x0, x1, 2, 6, 3, 7);
    const high23 = v128.shuffle<i32>(x2, x3, 2, 6, 3, 7);
    v128.store(at, v128.shuffle<i64>(low01, low23, 0, 2));
    v128.store(at, v128.shuffle<i64>(low01, low23, 1, 3), 16);
    v128.store(at, v128.shuffle<i64>(high01, high23, 0, 2), 32);
    v128.store(at, v128.shuffle<i64>(high01, high23, 1, 3), 48);
  }
}
