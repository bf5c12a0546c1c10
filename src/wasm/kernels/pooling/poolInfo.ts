import type { backend_util, MaxPoolAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Shape4D } from '../Shape4D';

/** How the windows of a pool lie over these images. */
export function poolInfo(
  images: TensorInfo,
  { filterSize, strides, pad, dimRoundingMode }: MaxPoolAttrs,
): backend_util.Conv2DInfo {
  return tf.backend_util.computePool2DInfo(
    images.shape as Shape4D,
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}
