import { describeShape, describeValue } from './describe';
import { invalidRange, invalidType } from './invalidArgument';

/** Throws unless `value` is `[least, largest]`, in this order, both above 0 and at most 1. */
export function checkFractions(
  fn: string,
  name: string,
  value: unknown,
  fix: string,
): asserts value is readonly [number, number] {
  const requirement = `${name} must be [least, largest], above 0 and at most 1`;
  const isPair =
    Array.isArray(value) && value.length === 2 && value.every((end) => typeof end === 'number');
  if (!isPair) throw invalidType(fn, requirement, describeValue(value), fix);
  const [least, largest] = value as [number, number];
  if (!(least > 0 && least <= largest && largest <= 1)) {
    throw invalidRange(fn, requirement, describeShape(value), fix);
  }
}
