import { describe, expect, it } from 'vitest';
import { checkSeed } from '../../../src/internal/checks/checkSeed';

describe('checkSeed', () => {
  it('passes every safe integer from 0 on', () => {
    for (const value of [0, 1, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
      expect(() => checkSeed('f', value)).not.toThrow();
    }
  });

  it('refuses other numbers, and what is no number', () => {
    const cases: [unknown, string][] = [
      [-1, '-1'],
      [0.5, '0.5'],
      [2 ** 53, '9007199254740992'],
      ['7', "'7'"],
      [undefined, 'undefined'],
    ];
    for (const [value, got] of cases) {
      expect(() => checkSeed('f', value)).toThrow(
        new RangeError(
          `f: seed must be an integer from 0 to 2^53 - 1; got ${got}. Every such number has a stream of its own, 0 included.`,
        ),
      );
    }
  });
});
