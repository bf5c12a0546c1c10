import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32Below } from '../../../src/internal/numerics/float32Below';

describe('float32Below', () => {
  it('is the neighbour on the side of minus infinity', () => {
    expect(float32Below(1)).toBe(1 - 2 ** -24);
    expect(float32Below(-1)).toBe(-1 - 2 ** -23);
    expect(float32Below(2 ** -149)).toBe(0);
    expect(float32Below(0)).toBe(-(2 ** -149));
    expect(float32Below(-0)).toBe(-(2 ** -149));
  });

  it('is below, with no float32 number between', () => {
    fc.assert(
      fc.property(
        fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(-3.4e38) }),
        (value) => {
          const below = float32Below(value);
          expect(below).toBeLessThan(value);
          const middle = Math.fround((below + value) / 2);
          expect(middle === below || middle === value).toBe(true);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});
