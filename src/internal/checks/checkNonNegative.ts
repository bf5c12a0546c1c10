import { describeValue } from './describe';
import { invalidRange, invalidType } from './invalidArgument';

/** Throws unless `value` is a finite number that is not negative. */
export function checkNonNegative(
  fn: string,
  name: string,
  value: unknown,
  fix: string,
): asserts value is number {
  const requirement = `${name} must be a finite number, 0 or more`;
  if (typeof value !== 'number') throw invalidType(fn, requirement, describeValue(value), fix);
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw invalidRange(fn, requirement, describeValue(value), fix);
  }
}
