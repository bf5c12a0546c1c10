import { type DataType, Tensor } from '@tensorflow/tfjs-core';
import { describeShape, describeValue } from './describe';
import { invalidType } from './invalidArgument';

/** Throws unless `value` is a live tensor of one of the given dtypes. */
export function checkTensor(
  fn: string,
  name: string,
  value: unknown,
  dtypes: readonly DataType[] = ['float32'],
): asserts value is Tensor {
  if (!(value instanceof Tensor)) {
    throw invalidType(
      fn,
      `${name} must be a tensor`,
      describeValue(value),
      'Build one with tf.tensor(values, shape).',
    );
  }
  if (value.isDisposed) {
    throw invalidType(
      fn,
      `${name} must be a live tensor`,
      `a disposed tensor ${describeShape(value.shape)}`,
      'Move its disposal, or the end of its tf.tidy, after this call.',
    );
  }
  if (!dtypes.includes(value.dtype)) {
    throw invalidType(
      fn,
      `${name} must have dtype ${dtypes.join(' or ')}`,
      `${name} ${describeShape(value.shape)} of dtype ${value.dtype}`,
      `Convert it with tf.cast(${name}, '${dtypes[0]}').`,
    );
  }
}
