import type { RandomKey } from '../key';
import { describeShape, describeValue } from './describe';
import { invalidRange, invalidType } from './invalidArgument';

const requirement = 'must be a key, two unsigned 32-bit integers';

function likelyFix(value: unknown): string {
  if (Array.isArray(value) && value.some(Array.isArray)) {
    return 'Pass one of the keys that splitKey returned.';
  }
  return 'Make one with randomKey(seed).';
}

/** Throws unless `value` is a key as `randomKey` and `splitKey` make them. */
export function checkKey(fn: string, value: unknown): asserts value is RandomKey {
  const isPair =
    Array.isArray(value) && value.length === 2 && value.every((word) => typeof word === 'number');
  if (!isPair) {
    throw invalidType(fn, `key ${requirement}`, describeValue(value), likelyFix(value));
  }
  // `>>> 0` is the identity on exactly the unsigned 32-bit integers.
  if (value.some((word) => word >>> 0 !== word)) {
    throw invalidRange(fn, `key ${requirement}`, describeShape(value), likelyFix(value));
  }
}
