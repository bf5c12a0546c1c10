import { describe, expect, it } from 'vitest';
import { checkCount } from '../../../src/internal/checks/checkCount';

describe('checkCount', () => {
  it('passes integers from the least one on', () => {
    for (const value of [2, 3, Number.MAX_SAFE_INTEGER]) {
      expect(() => checkCount('f', 'n', value, 2, 'Fix.')).not.toThrow();
    }
  });

  it('refuses fewer, fractions, and what is no number', () => {
    const cases: [unknown, string][] = [
      [1, '1'],
      [2.5, '2.5'],
      [Number.NaN, 'NaN'],
      [2 ** 53, '9007199254740992'],
      ['3', "'3'"],
      [undefined, 'undefined'],
    ];
    for (const [value, got] of cases) {
      expect(() => checkCount('f', 'n', value, 2, 'Fix.')).toThrow(
        new RangeError(`f: n must be an integer from 2 on; got ${got}. Fix.`),
      );
    }
  });
});
