import { describeValue } from './describe';
import { invalidRange } from './invalidArgument';

/** Throws unless `value` is a seed. */
export function checkSeed(fn: string, value: unknown): asserts value is number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return;
  throw invalidRange(
    fn,
    'seed must be an integer from 0 to 2^53 - 1',
    describeValue(value),
    'Every such number has a stream of its own, 0 included.',
  );
}
