import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RampOptions, type RampShape, ramp } from '../../src';
import { expectNewTensors } from '../helpers/expectNewTensors';

const shapes: readonly RampShape[] = ['linear', 'cosine', 'exponential'];

describe('ramp: reference', () => {
  it('goes along a line, half a cosine, or by equal factors', () => {
    const at = (step: number, shape: RampShape) => ramp(step, { from: 1, to: 16, end: 4, shape });
    expect([0, 1, 2, 3, 4].map((step) => at(step, 'linear'))).toEqual([1, 4.75, 8.5, 12.25, 16]);
    [1, 2, 4, 8, 16].forEach((value, step) => {
      expect(at(step, 'exponential')).toBeCloseTo(value, 12);
    });
    const cosine = (angle: number) => 1 + (15 * (1 - Math.cos(angle))) / 2;
    [0, Math.PI / 4, Math.PI / 2, (3 * Math.PI) / 4, Math.PI].forEach((angle, step) => {
      expect(at(step, 'cosine')).toBeCloseTo(cosine(angle), 12);
    });
  });

  it('starts at step 0 and is linear unless told otherwise', () => {
    expect(ramp(250, { from: 0, to: 1, end: 1000 })).toBe(0.25);
    expect(ramp(250, { from: 2, to: 1, end: 1000 })).toBe(1.75);
  });
});

describe('ramp: laws', () => {
  const value = fc.double({ min: 0.01, max: 100, noNaN: true });
  const steps = fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(3000));

  it('has exactly its two values outside of its steps, and lies between them inside', () => {
    fc.assert(
      fc.property(value, value, steps, fc.constantFrom(...shapes), (from, to, drawn, shape) => {
        const [start, length, step] = drawn;
        const options = { from, to, start, end: start + length, shape };
        const result = ramp(step, options);
        if (step >= options.end) expect(result).toBe(to);
        else if (step <= start) expect(result).toBe(from);
        // One rounding may lead past an end.
        expect(result).toBeGreaterThanOrEqual(Math.min(from, to) * (1 - 1e-12));
        expect(result).toBeLessThanOrEqual(Math.max(from, to) * (1 + 1e-12));
      }),
      { seed: 1 },
    );
  });

  it('moves one way', () => {
    for (const shape of shapes) {
      const values = Array.from({ length: 50 }, (_, step) =>
        ramp(step, { from: 3, to: 0.5, start: 10, end: 40, shape }),
      );
      values.slice(1).forEach((next, i) => {
        expect(next).toBeLessThanOrEqual(values[i] as number);
      });
    }
  });
});

describe('ramp: extremes', () => {
  it('jumps where start and end are one step, which has the new value', () => {
    const jump = (step: number) => ramp(step, { from: 1, to: 2, start: 5, end: 5 });
    expect([4, 5, 6].map(jump)).toEqual([1, 2, 2]);
    expect(ramp(0, { from: 0, to: 1, end: 0 })).toBe(1);
  });

  it('leads to zero and past it, by a line or a cosine', () => {
    expect(ramp(5, { from: -1, to: 1, end: 10 })).toBe(0);
    expect(ramp(10, { from: 1, to: 0, end: 10, shape: 'cosine' })).toBe(0);
  });
});

describe('ramp: errors', () => {
  const wrong = (step: unknown, options: unknown) => () =>
    ramp(step as number, options as RampOptions);

  it('refuses an unknown shape or option', () => {
    expect(wrong(0, { from: 0, to: 1, end: 1, shape: 'cubic' })).toThrow(
      new TypeError(
        "ramp: shape must be one of 'linear', 'cosine', 'exponential'; got 'cubic'. Leave it out for 'linear'.",
      ),
    );
    expect(wrong(0, { from: 0, to: 1, steps: 1 })).toThrow(
      new TypeError(
        'ramp: options must be among from, to, start, end, shape; got steps. Check the spelling, or remove it.',
      ),
    );
  });

  it('refuses numbers that are missing or not finite', () => {
    const fix = 'Write ramp(step, { from: 0, to: 1, end: 1000 }).';
    expect(wrong(0, { from: 0, to: 1 })).toThrow(
      new RangeError(`ramp: end must be a finite number; got undefined. ${fix}`),
    );
    expect(wrong(Number.NaN, { from: 0, to: 1, end: 1 })).toThrow(
      new RangeError(`ramp: step must be a finite number; got NaN. ${fix}`),
    );
  });

  it('refuses to end before it starts, and equal factors to or past zero', () => {
    expect(wrong(0, { from: 0, to: 1, start: 2, end: 1 })).toThrow(
      new RangeError(
        'ramp: end must not come before start; got start 2, end 1. The value changes from step start to step end.',
      ),
    );
    for (const [from, to] of [
      [1, 0],
      [-1, 1],
    ]) {
      expect(wrong(0, { from, to, end: 1, shape: 'exponential' })).toThrow(
        new RangeError(
          `ramp: from and to must be of one sign, and not zero, for the shape 'exponential'; got from ${from}, to ${to}. Equal factors lead neither to zero nor past it.`,
        ),
      );
    }
  });
});

describe('ramp: memory', () => {
  it('makes no tensors', () => {
    expectNewTensors(0, () => {
      ramp(1, { from: 0, to: 1, end: 2 });
      return [];
    });
  });
});
