import { describeValue } from './describe';
import { invalidRange, invalidType } from './invalidArgument';

/** Throws unless `value` is a number from `least` to `most`. */
export function checkBetween(
  fn: string,
  name: string,
  value: unknown,
  [least, most]: readonly [number, number],
  fix: string,
): asserts value is number {
  const requirement =
    most === Number.POSITIVE_INFINITY
      ? `${name} must be a finite number, ${least} or more`
      : `${name} must be a number from ${least} to ${most}`;
  if (typeof value !== 'number') throw invalidType(fn, requirement, describeValue(value), fix);
  if (!(value >= least && value <= most && Number.isFinite(value))) {
    throw invalidRange(fn, requirement, describeValue(value), fix);
  }
}
