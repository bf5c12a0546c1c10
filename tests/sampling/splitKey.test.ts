import { describe, expect, expectTypeOf, it } from 'vitest';
import { type RandomKey, randomKey, splitKey } from '../../src';
import { counterDomain } from '../../src/internal/counterDomain';
import { readFixture } from '../helpers/fixture';

interface Split {
  readonly name: string;
  readonly key: RandomKey;
  readonly count: number;
  readonly keys: RandomKey[];
}

describe('splitKey: reference', () => {
  for (const { name, key, count, keys } of readFixture<Split>('splitKey')) {
    it(`has the reference children: ${name}`, () => {
      expect(splitKey(key, count)).toEqual(keys);
    });
  }
});

describe('splitKey: laws', () => {
  it('gives two keys unless told, and keeps them when more are asked for', () => {
    const key = randomKey(7);
    expect(splitKey(key)).toHaveLength(2);
    expect(splitKey(key, 5).slice(0, 2)).toEqual(splitKey(key));
    expect(splitKey(key, 1)).toEqual([splitKey(key)[0]]);
  });

  it('leaves the key as it is', () => {
    const key = Object.freeze(randomKey(7));
    splitKey(key);
    expect(key).toEqual([7, 0]);
  });

  it('has no equal keys among 2^16 children, their children, and the keys of 2^16 seeds', () => {
    const keys = new Set<number>();
    const add = ([low, high]: RandomKey): void => {
      // 53 of the 64 bits: 2^53 / 2^36 leaves a chance of 1e-6 for an accident.
      keys.add(low + (high & 0x1fffff) * 2 ** 32);
    };
    const children = splitKey(randomKey(0), 2 ** 16);
    children.forEach(add);
    for (const child of children) splitKey(child).forEach(add);
    for (let seed = 0; seed < 2 ** 16; seed++) add(randomKey(seed));
    expect(keys.size).toBe(4 * 2 ** 16);
  });

  it('has words whose bits are set half of the time', () => {
    const n = 2 ** 14;
    const children = splitKey(randomKey(1), n);
    for (let bit = 0; bit < 64; bit++) {
      const set = children.filter((key) => ((key[bit >> 5] as number) >>> (bit & 31)) & 1).length;
      // Four and a half standard deviations, for 64 bits.
      expect(Math.abs(set - n / 2), `bit ${bit}`).toBeLessThan((4.5 * Math.sqrt(n)) / 2);
    }
  });

  it('has a counter domain of its own, as every sampler has', () => {
    const domains = Object.values(counterDomain);
    expect(new Set(domains).size).toBe(domains.length);
  });
});

describe('splitKey: errors', () => {
  it('refuses a malformed key', () => {
    expect(() => splitKey(7 as unknown as RandomKey)).toThrow(
      new TypeError(
        'splitKey: key must be a key, two unsigned 32-bit integers; got 7. Make one with randomKey(seed).',
      ),
    );
    expect(() => splitKey([1, -2])).toThrow(
      new RangeError(
        'splitKey: key must be a key, two unsigned 32-bit integers; got [1, -2]. Make one with randomKey(seed).',
      ),
    );
  });

  it('refuses a count that is not a positive integer', () => {
    for (const count of [0, -1, 1.5, Number.NaN]) {
      expect(() => splitKey(randomKey(1), count)).toThrow(
        new RangeError(
          `splitKey: count must be an integer from 1 on; got ${count}. It counts the keys to return.`,
        ),
      );
    }
  });
});

describe('splitKey: types', () => {
  it('gives a tuple for a literal count, and an array otherwise', () => {
    const key = randomKey(1);
    expectTypeOf(splitKey(key)).toEqualTypeOf<readonly [RandomKey, RandomKey]>();
    expectTypeOf(splitKey(key, 3)).toEqualTypeOf<readonly [RandomKey, RandomKey, RandomKey]>();
    expectTypeOf(splitKey(key, 1000)).toEqualTypeOf<readonly RandomKey[]>();
    expectTypeOf(splitKey(key, 2 as number)).toEqualTypeOf<readonly RandomKey[]>();
  });
});
