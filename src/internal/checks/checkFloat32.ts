import { Tensor } from '@tensorflow/tfjs-core';
import { describeValue } from './describe';
import { invalidRange } from './invalidArgument';

/** Throws unless `value` is a number that float32 holds as a finite one. */
export function checkFloat32(fn: string, name: string, value: unknown): asserts value is number {
  if (typeof value === 'number' && Number.isFinite(Math.fround(value))) return;
  throw invalidRange(
    fn,
    `${name} must be a finite float32 number`,
    describeValue(value),
    value instanceof Tensor
      ? 'Scale and shift the result with tf.mul and tf.add for elements that differ in it.'
      : 'Check how it was computed.',
  );
}
