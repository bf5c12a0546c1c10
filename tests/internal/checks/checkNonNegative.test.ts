import { describe, expect, it } from 'vitest';
import { checkNonNegative } from '../../../src/internal/checks/checkNonNegative';

describe('checkNonNegative', () => {
  it('passes finite numbers from 0 on', () => {
    for (const value of [0, 1e-300, 1, 1e300]) {
      expect(() => checkNonNegative('f', 'w', value, 'Fix.')).not.toThrow();
    }
  });

  it('refuses other numbers by a RangeError, and other values by a TypeError', () => {
    const requirement = 'f: w must be a finite number, 0 or more; got';
    for (const value of [-1e-9, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => checkNonNegative('f', 'w', value, 'Fix.')).toThrow(
        new RangeError(`${requirement} ${value}. Fix.`),
      );
    }
    expect(() => checkNonNegative('f', 'w', '1', 'Fix.')).toThrow(
      new TypeError(`${requirement} '1'. Fix.`),
    );
  });
});
