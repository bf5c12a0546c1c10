import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../../src/internal/checks/checkOptions';

describe('checkOptions', () => {
  it('passes a record of known options, and an empty one', () => {
    expect(() => checkOptions('f', {}, ['a', 'b'])).not.toThrow();
    expect(() => checkOptions('f', { b: undefined }, ['a', 'b'])).not.toThrow();
  });

  it('names every option that it does not know', () => {
    expect(() => checkOptions('f', { a: 1, c: 2, d: 3 }, ['a', 'b'])).toThrow(
      new TypeError('f: options must be among a, b; got c, d. Check the spelling, or remove it.'),
    );
  });

  it('refuses what is not a record', () => {
    const fix = 'Write { a: … }.';
    for (const [value, name] of [
      [null, 'null'],
      ['mean', "'mean'"],
      [['a'], 'an array of length 1'],
      [3, '3'],
    ]) {
      expect(() => checkOptions('f', value, ['a', 'b'])).toThrow(
        new TypeError(`f: options must be a record of a, b; got ${name}. ${fix}`),
      );
    }
  });
});
