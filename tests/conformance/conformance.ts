import type { ConformanceCase } from './ConformanceCase';
import { evaluateGradient, evaluateValue, hasGradient, type Outcome } from './evaluate';
import { largestError } from './largestError';
import { exactGradient, exactValue } from './reference';

export const aspects = ['value', 'gradient'] as const;
export type Aspect = (typeof aspects)[number];

/** The largest error of a case on a backend, or why it has none. */
export type Result = number | string;

/** The error up to which a float32 result is right; sums of a few hundred terms stay below it. */
const defaultTolerance = 1e-5;

/** Whether a case has this aspect at all. */
export const has = (conformanceCase: ConformanceCase, aspect: Aspect): boolean =>
  aspect === 'value' || hasGradient(conformanceCase);

/** What the active backend makes of a case. */
export const evaluate = (conformanceCase: ConformanceCase, aspect: Aspect): Outcome =>
  aspect === 'value' ? evaluateValue(conformanceCase) : evaluateGradient(conformanceCase);

/** Compares an outcome with the exact one, or else with that of the cpu backend. */
export function compare(
  conformanceCase: ConformanceCase,
  aspect: Aspect,
  outcome: Outcome,
  onCpu: Outcome,
): Result {
  if (outcome instanceof Error) return outcome.message;
  const exact = aspect === 'value' ? exactValue(conformanceCase) : exactGradient(conformanceCase);
  if (!(onCpu instanceof Error) && !conformanceCase.repaired) {
    for (const [index, { shape, dtype }] of outcome.entries()) {
      const expected = onCpu[index];
      if (dtype !== expected?.dtype) return `dtype ${dtype}, not ${expected?.dtype}`;
      if (shape.join() !== expected.shape.join()) return `shape ${shape}, not ${expected.shape}`;
    }
  }
  const expected =
    exact.length > 0 || onCpu instanceof Error ? exact : onCpu.map(({ values }) => values);
  if (expected.length !== outcome.length) return 'without a reference';
  return Math.max(
    ...outcome.map(({ values }, index) => largestError(values, expected[index] as number[])),
  );
}

/** Whether a result is right. */
export const isRight = (
  result: Result,
  { tolerance = defaultTolerance }: ConformanceCase,
): boolean => typeof result === 'number' && result <= tolerance;
