import { describe, expect, it } from 'vitest';
import { invalidRange, invalidType } from '../../../src/internal/checks/invalidArgument';

describe('invalidArgument', () => {
  it('says function, requirement, what was got, and the likely fix', () => {
    expect(invalidType('f', 'x must be a tensor', 'null', 'Pass one.')).toEqual(
      new TypeError('f: x must be a tensor; got null. Pass one.'),
    );
  });

  it('is a TypeError for the wrong kind and a RangeError for the wrong number', () => {
    expect(invalidType('f', 'r', 'g', 'F.')).toBeInstanceOf(TypeError);
    expect(invalidRange('f', 'r', 'g', 'F.')).toBeInstanceOf(RangeError);
  });
});
