import type { Conv2DBackpropInputAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { float32Kernel } from '../float32Kernel';
import { channelsLast } from './channelsLast';
import { convolutionToInput } from './convolutionToInput';
import { imageInfo } from './imageInfo';

/** The gradient of a convolution of images to its input, which is also the transposed convolution. */
export const conv2DBackpropInput = /* @__PURE__ */ float32Kernel(
  tf.Conv2DBackpropInput,
  'The stock kernel is a scalar loop.',
  ['dy', 'filter'],
  ({ dy, filter }, attrs: Conv2DBackpropInputAttrs, kernels) =>
    channelsLast(
      imageInfo(attrs.inputShape, filter.shape, attrs),
      [dy],
      kernels.backend,
      (info, [dy]) => convolutionToInput(dy as TensorInfo, filter, info, kernels),
    ),
);
