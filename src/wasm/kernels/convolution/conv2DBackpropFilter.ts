import type { Conv2DBackpropFilterAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { float32Kernel } from '../float32Kernel';
import { channelsLast } from './channelsLast';
import { convolutionToFilter } from './convolutionToFilter';
import { imageInfo } from './imageInfo';

/** The gradient of a convolution of images to its filter. */
export const conv2DBackpropFilter = /* @__PURE__ */ float32Kernel(
  tf.Conv2DBackpropFilter,
  'The stock backend has no gradient of a convolution to its filter.',
  ['x', 'dy'],
  ({ x, dy }, attrs: Conv2DBackpropFilterAttrs, kernels) =>
    channelsLast(
      imageInfo(x.shape, attrs.filterShape, attrs),
      [x, dy],
      kernels.backend,
      (info, [x, dy]) => convolutionToFilter(x as TensorInfo, dy as TensorInfo, info, kernels),
      'filter',
    ),
);
