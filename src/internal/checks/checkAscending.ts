import { describeShape, describeValue } from './describe';
import { invalidRange, invalidType } from './invalidArgument';

/** Throws unless `range` is a pair of finite numbers, the first below the second. */
export function checkAscending(
  fn: string,
  range: unknown,
): asserts range is readonly [number, number] {
  const fix = 'Give its first and its last value, such as [-2, 2].';
  const isPair =
    Array.isArray(range) && range.length === 2 && range.every((end) => typeof end === 'number');
  if (!isPair) {
    throw invalidType(fn, 'range must be a pair of numbers', describeValue(range), fix);
  }
  const [first, last] = range as [number, number];
  if (Number.isFinite(first) && Number.isFinite(last) && first < last) return;
  throw invalidRange(fn, 'range must be finite and ascending', describeShape(range), fix);
}
