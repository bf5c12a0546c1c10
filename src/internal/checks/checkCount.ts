import { describeValue } from './describe';
import { invalidRange } from './invalidArgument';

/** Throws unless `value` is an integer from `least` on. */
export function checkCount(
  fn: string,
  name: string,
  value: unknown,
  least: number,
  fix: string,
): asserts value is number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return;
  throw invalidRange(fn, `${name} must be an integer from ${least} on`, describeValue(value), fix);
}
