import type { backend_util, MaxPoolAttrs, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Shape4D } from '../Shape4D';

/** How the windows of a pool lie over these images. */
export function poolInfo(
  images: TensorInfo,
  attrs: NamedAttrMap | undefined,
): backend_util.Conv2DInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as MaxPoolAttrs;
  return tf.backend_util.computePool2DInfo(
    images.shape as Shape4D,
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}
