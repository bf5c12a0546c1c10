import { describe, expect, it } from 'vitest';
import type { RandomKey } from '../../src/internal/key';
import { type PhiloxCounter, philox } from '../../src/internal/philox';
import { readFixture } from '../helpers/fixture';

interface Block {
  readonly name: string;
  readonly counter: PhiloxCounter;
  readonly key: RandomKey;
  readonly words: number[];
}

function words(counter: PhiloxCounter, key: RandomKey, count: number): number[] {
  const filled = new Uint32Array(count);
  philox(counter, key, filled);
  return Array.from(filled);
}

// Lines `philox4x32 10` of the file tests/kat_vectors of Random123 1.14: counter, key, block.
const knownAnswers = `
00000000 00000000 00000000 00000000 00000000 00000000   6627e8d5 e169c58d bc57ac4c 9b00dbd8
ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff   408f276d 41c83b0e a20bc7c6 6d5451fd
243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0   d16cfe09 94fdcceb 5001e420 24126ea1
`;

describe('philox: reference', () => {
  for (const line of knownAnswers.trim().split('\n')) {
    it(`has the published known answer: ${line}`, () => {
      const [c0, c1, c2, c3, k0, k1, ...block] = line
        .split(/ +/)
        .map((word) => Number.parseInt(word, 16)) as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      expect(words([c0, c1, c2, c3], [k0, k1], 4)).toEqual(block);
    });
  }

  for (const { name, counter, key, words: expected } of readFixture<Block>('philox')) {
    it(`has the reference blocks from ${name}`, () => {
      expect(words(counter, key, expected.length)).toEqual(expected);
    });
  }
});

describe('philox: laws', () => {
  it('fills a whole array with what single blocks have', () => {
    const key: RandomKey = [1, 2];
    const single = [0, 1, 2].flatMap((block) => words([block, 0, 9, 3], key, 4));
    expect(words([0, 0, 9, 3], key, 12)).toEqual(single);
  });

  it('changes half of the bits of a block with any bit of counter or key', () => {
    const input = [123456789, 987654321, 5, 77, 31415926, 27182818];
    const block = (from: readonly number[]): number[] => {
      const [c0, c1, c2, c3, k0, k1] = from as [number, number, number, number, number, number];
      return words([c0, c1, c2, c3], [k0, k1], 4);
    };
    const original = block(input);
    let changed = 0;
    for (let bit = 0; bit < 192; bit++) {
      const flipped = input.map((word, i) =>
        i === bit >> 5 ? (word ^ (1 << (bit & 31))) >>> 0 : word,
      );
      changed += block(flipped).reduce(
        (bits, word, i) =>
          bits + ((word ^ (original[i] as number)) >>> 0).toString(2).replaceAll('0', '').length,
        0,
      );
    }
    // 192 * 128 bits: one standard deviation of the mean is 0.0032.
    expect(Math.abs(changed / (192 * 128) - 0.5)).toBeLessThan(0.0128);
  });

  it('leaves an empty array alone', () => {
    expect(words([0, 0, 0, 0], [0, 0], 0)).toEqual([]);
  });
});
