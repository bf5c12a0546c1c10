/**
 * The largest error of all values, relative to the largest expected magnitude: what a training
 * step sees. Infinity where a value is not finite and should be, or the other way round.
 */
export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let scale = 0;
  for (let i = 0; i < expected.length; i++) {
    const magnitude = Math.abs(expected[i] as number);
    if (Number.isFinite(magnitude)) scale = Math.max(scale, magnitude);
  }
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i] as number;
    const e = expected[i] as number;
    if (Object.is(a, e) || a === e) continue;
    const error = Math.abs(a - e) / (scale || 1);
    if (!Number.isFinite(error)) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, error);
  }
  return largest;
}
