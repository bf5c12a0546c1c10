import type { Tensor4D } from '@tensorflow/tfjs-core';
import { checkRank } from './checkRank';
import { checkTensor } from './checkTensor';
import { describeShape } from './describe';
import { invalidType } from './invalidArgument';

/** Throws unless `value` is a float32 batch of images, `[images, height, width, channels]`. */
export function checkImages(fn: string, value: unknown): asserts value is Tensor4D {
  checkTensor(fn, 'images', value);
  checkRank(
    fn,
    'images',
    value,
    ['images', 'height', 'width', 'channels'],
    'Grey images need a last axis of size 1.',
  );
  if (value.shape.slice(1).includes(0)) {
    throw invalidType(
      fn,
      'images must have pixels',
      `images ${describeShape(value.shape)}`,
      'Check how they were sliced.',
    );
  }
}
