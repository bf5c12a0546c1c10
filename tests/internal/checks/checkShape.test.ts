import { describe, expect, it } from 'vitest';
import { checkShape } from '../../../src/internal/checks/checkShape';

describe('checkShape', () => {
  it('passes lists of sizes, that of a scalar and of an empty tensor included', () => {
    for (const value of [[], [0], [32, 2]]) {
      expect(() => checkShape('f', value)).not.toThrow();
    }
  });

  it('refuses a single size, and sizes that are none', () => {
    const cases: [unknown, string][] = [
      [5, '5'],
      [[2, -1], '[2, -1]'],
      [[1.5], '[1.5]'],
      [['2'], '[2]'],
      [undefined, 'undefined'],
    ];
    for (const [value, got] of cases) {
      expect(() => checkShape('f', value)).toThrow(
        new TypeError(
          `f: shape must be an array of non-negative integers; got ${got}. Write it as tensor.shape has it, such as [32, 2], and [] for a scalar.`,
        ),
      );
    }
  });
});
