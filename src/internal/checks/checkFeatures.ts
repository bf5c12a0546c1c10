import type { Tensor2D } from '@tensorflow/tfjs-core';
import { checkRank } from './checkRank';
import { checkTensor } from './checkTensor';
import { describeShape } from './describe';
import { invalidType } from './invalidArgument';

/** Throws unless `value` is a float32 matrix of rows of features, of the given dimension if any. */
export function checkFeatures(
  fn: string,
  value: unknown,
  dimension?: number,
): asserts value is Tensor2D {
  checkTensor(fn, 'features', value);
  checkRank(
    fn,
    'features',
    value,
    ['rows', 'dimensions'],
    'Flatten all but the first axis with tf.reshape(features, [rows, -1]).',
  );
  if (value.shape[1] === 0) {
    throw invalidType(
      fn,
      'features must have at least one column',
      `features ${describeShape(value.shape)}`,
      'Check how they were sliced.',
    );
  }
  if (dimension !== undefined && value.shape[1] !== dimension) {
    throw invalidType(
      fn,
      `features must have ${dimension} columns, as the rows seen before`,
      `features ${describeShape(value.shape)}`,
      'Pass them through the same encoder or projection.',
    );
  }
}
