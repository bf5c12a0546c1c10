import { describe, expect, it } from 'vitest';
import { checkKey } from '../../../src/internal/checks/checkKey';

const requirement = 'f: key must be a key, two unsigned 32-bit integers; got';

describe('checkKey', () => {
  it('passes two unsigned 32-bit integers', () => {
    for (const value of [
      [0, 0],
      [1, 2 ** 32 - 1],
    ]) {
      expect(() => checkKey('f', value)).not.toThrow();
    }
  });

  it('refuses a seed in the place of a key', () => {
    expect(() => checkKey('f', 7)).toThrow(
      new TypeError(`${requirement} 7. Make one with randomKey(seed).`),
    );
  });

  it('refuses all keys of a split where one is wanted', () => {
    expect(() =>
      checkKey('f', [
        [1, 2],
        [3, 4],
      ]),
    ).toThrow(
      new TypeError(
        `${requirement} an array of length 2. Pass one of the keys that splitKey returned.`,
      ),
    );
  });

  it('refuses words that are not unsigned 32-bit integers', () => {
    for (const value of [
      [-1, 0],
      [0, 2 ** 32],
      [0.5, 0],
      [Number.NaN, 0],
    ]) {
      expect(() => checkKey('f', value)).toThrow(
        new RangeError(`${requirement} [${value.join(', ')}]. Make one with randomKey(seed).`),
      );
    }
  });
});
