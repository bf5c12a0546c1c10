import type { Tensor } from '@tensorflow/tfjs-core';
import { describeValue } from './describe';
import { invalidType } from './invalidArgument';

/** The logits of two views under each head. */
interface HeadPairs {
  /** Whether they came as arrays, also of one head. */
  readonly isList: boolean;
  readonly pairs: readonly { readonly first: Tensor; readonly second: Tensor }[];
}

/** Throws unless both are arrays of one length, from 1 on, or neither is an array. */
export function checkHeadPairs(fn: string, logits: unknown, pairedLogits: unknown): HeadPairs {
  if (!Array.isArray(logits) && !Array.isArray(pairedLogits)) {
    return {
      isList: false,
      pairs: [{ first: logits as Tensor, second: pairedLogits as Tensor }],
    };
  }
  const matching =
    Array.isArray(logits) &&
    Array.isArray(pairedLogits) &&
    logits.length === pairedLogits.length &&
    logits.length > 0;
  if (!matching) {
    throw invalidType(
      fn,
      'logits and pairedLogits must be two tensors, or two arrays with one tensor a head',
      `logits ${describeValue(logits)}, pairedLogits ${describeValue(pairedLogits)}`,
      'Both views go through the same heads.',
    );
  }
  return {
    isList: true,
    pairs: logits.map((first, head) => ({ first, second: pairedLogits[head] })),
  };
}
