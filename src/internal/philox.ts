import type { RandomKey } from './key';

/** A counter of the generator: four unsigned 32-bit words, the least significant one first. */
export type PhiloxCounter = readonly [number, number, number, number];

/** The high word of the 64-bit product of two unsigned words; Math.imul has the low one. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  // Neither sum exceeds 32 bits: (2^16 - 1)^2 + 2^16 - 1 < 2^32.
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const carried = (Math.imul(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carried >>> 16)) | 0;
}

/**
 * Fills `words` with Philox 4x32-10 blocks, from the given counter on.
 *
 * A block of four words is a keyed bijection of its counter, so the words are a pure function of
 * key and counter: no state, the same bits everywhere. The counter counts blocks and carries
 * through all 128 bits. The length of `words` is a multiple of four.
 *
 * Salmon, Moraes, Dror and Shaw 2011, Parallel random numbers: as easy as 1, 2, 3, section 3.3,
 * https://doi.org/10.1145/2063384.2063405.
 */
export function philox(counter: PhiloxCounter, key: RandomKey, words: Uint32Array): void {
  let counter0 = counter[0] | 0;
  let counter1 = counter[1] | 0;
  let counter2 = counter[2] | 0;
  let counter3 = counter[3] | 0;
  for (let block = 0; block < words.length; block += 4) {
    let x0 = counter0;
    let x1 = counter1;
    let x2 = counter2;
    let x3 = counter3;
    let key0 = key[0] | 0;
    let key1 = key[1] | 0;
    for (let round = 0; round < 10; round++) {
      const high0 = multiplyHigh(x0, 0xd2511f53);
      const low0 = Math.imul(x0, 0xd2511f53);
      const high2 = multiplyHigh(x2, 0xcd9e8d57);
      const low2 = Math.imul(x2, 0xcd9e8d57);
      x0 = high2 ^ x1 ^ key0;
      x1 = low2;
      x2 = high0 ^ x3 ^ key1;
      x3 = low0;
      key0 = (key0 + 0x9e3779b9) | 0;
      key1 = (key1 + 0xbb67ae85) | 0;
    }
    words[block] = x0;
    words[block + 1] = x1;
    words[block + 2] = x2;
    words[block + 3] = x3;
    counter0 = (counter0 + 1) | 0;
    if (counter0 === 0) {
      counter1 = (counter1 + 1) | 0;
      if (counter1 === 0) {
        counter2 = (counter2 + 1) | 0;
        if (counter2 === 0) counter3 = (counter3 + 1) | 0;
      }
    }
  }
}
