import { describe, expect, it } from 'vitest';
import { randomKey } from '../../src';

describe('randomKey: reference', () => {
  it('has the two halves of the seed as words', () => {
    expect(randomKey(0)).toEqual([0, 0]);
    expect(randomKey(7)).toEqual([7, 0]);
    expect(randomKey(2 ** 32)).toEqual([0, 1]);
    expect(randomKey(2 ** 53 - 1)).toEqual([2 ** 32 - 1, 2 ** 21 - 1]);
  });
});

describe('randomKey: laws', () => {
  it('survives JSON, and no two seeds share a key', () => {
    const seeds = [0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 52, 2 ** 53 - 1];
    const texts = seeds.map((seed) => JSON.stringify(randomKey(seed)));
    expect(texts.map((text) => JSON.parse(text))).toEqual(seeds.map(randomKey));
    expect(new Set(texts).size).toBe(seeds.length);
  });
});

describe('randomKey: errors', () => {
  it('refuses what is not an integer from 0 to 2^53 - 1', () => {
    const message = (got: string) =>
      new RangeError(
        `randomKey: seed must be an integer from 0 to 2^53 - 1; got ${got}. Every such number has a stream of its own, 0 included.`,
      );
    expect(() => randomKey(-1)).toThrow(message('-1'));
    expect(() => randomKey(0.5)).toThrow(message('0.5'));
    expect(() => randomKey(2 ** 53)).toThrow(message('9007199254740992'));
    expect(() => randomKey(Number.NaN)).toThrow(message('NaN'));
    expect(() => randomKey('7' as unknown as number)).toThrow(message("'7'"));
    expect(() => randomKey(undefined as unknown as number)).toThrow(message('undefined'));
  });
});
