import { Tensor } from '@tensorflow/tfjs-core';
import type { DiagonalGaussian } from '../diagonalGaussian';
import { checkSameShape } from './checkSameShape';
import { checkTensor } from './checkTensor';
import { describeValue } from './describe';
import { invalidType } from './invalidArgument';

function likelyFix(value: unknown): string {
  if (value instanceof Tensor || typeof value !== 'object' || value === null) {
    return 'Pass the parameters as { mean, logVar }.';
  }
  if (['std', 'stddev', 'stdDev', 'scale', 'sigma', 'logStd'].some((key) => key in value)) {
    return 'Pass logVar = 2 * log(standard deviation).';
  }
  if (['variance', 'var'].some((key) => key in value)) return 'Pass logVar = log(variance).';
  return 'Pass both parameters under these names.';
}

/** Throws unless `value` is a record `{ mean, logVar }` of two float32 tensors of one shape. */
export function checkDiagonalGaussian(
  fn: string,
  name: string,
  value: unknown,
): asserts value is DiagonalGaussian {
  const record = value as Partial<DiagonalGaussian> | null | undefined;
  if (
    typeof record !== 'object' ||
    record === null ||
    record.mean === undefined ||
    record.logVar === undefined
  ) {
    throw invalidType(
      fn,
      `${name} must be a record { mean, logVar }`,
      describeValue(value),
      likelyFix(value),
    );
  }
  checkTensor(fn, `${name}.mean`, record.mean);
  checkTensor(fn, `${name}.logVar`, record.logVar);
  checkSameShape(
    fn,
    { [`${name}.mean`]: record.mean, [`${name}.logVar`]: record.logVar },
    'A variance shared by several values has to be broadcast with tf.broadcastTo.',
  );
}
