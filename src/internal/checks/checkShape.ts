import { describeShape, describeValue } from './describe';
import { invalidType } from './invalidArgument';

/** Throws unless `value` is a list of sizes. */
export function checkShape(fn: string, value: unknown): asserts value is readonly number[] {
  const isSizes =
    Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (isSizes) return;
  throw invalidType(
    fn,
    'shape must be an array of non-negative integers',
    Array.isArray(value) ? describeShape(value) : describeValue(value),
    'Write it as tensor.shape has it, such as [32, 2], and [] for a scalar.',
  );
}
