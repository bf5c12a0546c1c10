import type { Tensor } from '@tensorflow/tfjs-core';
import { sameShape } from '../sameShape';
import { describeShapes } from './describe';
import { invalidType } from './invalidArgument';

/** The likely fix: equal sizes mean a forgotten flatten, unequal ones a wrong pairing. */
function likelyFix(tensors: readonly Tensor[]): string {
  const [first, ...others] = tensors;
  const oneIsFlat = others.every((tensor) => tensor.size === first?.size);
  return oneIsFlat
    ? 'Flatten the image axes of one of them.'
    : 'Check that both come from the same batch and the same features.';
}

/** Throws unless all tensors, given by argument name, have one shape. */
export function checkSameShape(
  fn: string,
  tensors: Readonly<Record<string, Tensor>>,
  fix?: string,
): void {
  const [first, ...others] = Object.values(tensors);
  if (first === undefined || others.every((tensor) => sameShape(tensor.shape, first.shape))) return;
  throw invalidType(
    fn,
    `${Object.keys(tensors).join(' and ')} must have the same shape`,
    describeShapes(tensors),
    fix ?? likelyFix([first, ...others]),
  );
}
