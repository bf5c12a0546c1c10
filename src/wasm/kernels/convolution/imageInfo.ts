import type { backend_util, Conv2DAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Shape4D } from '../Shape4D';

/** What all convolutions of images are given; their gradients have no dilations. */
type ConvolutionAttrs = Pick<Conv2DAttrs, 'strides' | 'pad' | 'dimRoundingMode'> &
  Partial<Pick<Conv2DAttrs, 'dilations' | 'dataFormat'>>;

/** How a convolution of images, or a depthwise one, lies over them. */
export function imageInfo(
  images: readonly number[],
  filter: readonly number[],
  { strides, dilations, pad, dimRoundingMode, dataFormat }: ConvolutionAttrs,
  isDepthwise = false,
): backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    images as Shape4D,
    filter as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    isDepthwise,
    dataFormat && tf.backend_util.convertConv2DDataFormat(dataFormat),
  );
}
