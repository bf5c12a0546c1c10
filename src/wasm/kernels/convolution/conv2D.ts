import type { Conv2DAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { float32Kernel } from '../float32Kernel';
import { channelsLast } from './channelsLast';
import { convolution } from './convolution';
import { imageInfo } from './imageInfo';

/** Convolutions of images, in any data format. */
export const conv2D = /* @__PURE__ */ float32Kernel(
  tf.Conv2D,
  'The stock kernel refuses images with the channels first.',
  ['x', 'filter'],
  ({ x, filter }, attrs: Conv2DAttrs, kernels) =>
    channelsLast(imageInfo(x.shape, filter.shape, attrs), [x], kernels.backend, (info, [x]) =>
      convolution(x as TensorInfo, filter, info, kernels),
    ),
);
