import type { Tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** The admissible error: `|actual - expected| <= atol + rtol |expected|`. */
export interface Tolerance {
  readonly rtol?: number;
  readonly atol?: number;
}

/** Compares a tensor, or plain numbers, with expected values; names the worst element. */
export function expectClose(
  actual: Tensor | ArrayLike<number>,
  expected: Tensor | ArrayLike<number>,
  { rtol = 1e-5, atol = 1e-7 }: Tolerance = {},
): void {
  const values = (data: Tensor | ArrayLike<number>): ArrayLike<number> =>
    'dataSync' in data ? data.dataSync() : data;
  const a = values(actual);
  const e = values(expected);
  expect(a.length, 'number of elements').toBe(e.length);
  let worst = -1;
  let worstExcess = 0;
  for (let i = 0; i < e.length; i++) {
    const ai = a[i] as number;
    const ei = e[i] as number;
    if (Object.is(ai, ei) || ai === ei) continue;
    const excess = Math.abs(ai - ei) / (atol + rtol * Math.abs(ei));
    if (!(excess <= Math.max(1, worstExcess))) {
      worst = i;
      worstExcess = Number.isNaN(excess) ? Number.POSITIVE_INFINITY : excess;
    }
  }
  if (worst >= 0) {
    expect.fail(
      `element ${worst} of ${e.length} is ${a[worst]}, expected ${e[worst]} (rtol ${rtol}, atol ${atol})`,
    );
  }
}
