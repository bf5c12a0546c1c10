import type { Tensor } from '@tensorflow/tfjs-core';
import { describeShape } from './describe';
import { invalidType } from './invalidArgument';

/** Throws unless the last axis of the tensor enumerates at least one class. */
export function checkClassAxis(fn: string, name: string, tensor: Tensor): void {
  const classes = tensor.shape.at(-1);
  if (classes !== undefined && classes > 0) return;
  throw invalidType(
    fn,
    `${name} must have a last axis of at least one class`,
    `${name} ${describeShape(tensor.shape)}`,
    'Lay it out as [batch, classes].',
  );
}
