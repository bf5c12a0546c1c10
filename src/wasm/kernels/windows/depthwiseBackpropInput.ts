import type { DepthwiseConv2dNativeBackpropInputAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { imageInfo } from '../convolution/imageInfo';
import { float32Kernel } from '../float32Kernel';
import type { Shape4D } from '../Shape4D';
import { valuesInPlace } from '../valuesInPlace';
import { forEachTap } from './forEachTap';
import { planarGeometry } from './planarGeometry';

/** The gradient of a depthwise convolution to its input. */
export const depthwiseBackpropInput = /* @__PURE__ */ float32Kernel(
  tf.DepthwiseConv2dNativeBackpropInput,
  'The stock backend has no gradient of a depthwise convolution to its input.',
  ['dy', 'filter'],
  ({ dy, filter }, attrs: DepthwiseConv2dNativeBackpropInputAttrs, kernels) => {
    const { inputShape } = attrs;
    const gradient = kernels.allocate(inputShape);
    const [, , channels, multiplier] = filter.shape as Shape4D;
    const outChannels = channels * multiplier;
    const [dyValues, weights, gradientValues] = valuesInPlace(kernels, dy, filter, gradient);
    gradientValues.fill(0);
    forEachTap(planarGeometry(imageInfo(inputShape, filter.shape, attrs, true)), (rows, tap) => {
      const atWeights = tap * outChannels;
      for (let position = 0; position < rows.length; position++) {
        const row = rows[position] as number;
        if (row < 0) continue;
        const to = row * channels;
        const atDy = position * outChannels;
        for (let channel = 0, out = 0; channel < channels; channel++) {
          let sum = gradientValues[to + channel] as number;
          for (let m = 0; m < multiplier; m++, out++) {
            sum += (dyValues[atDy + out] as number) * (weights[atWeights + out] as number);
          }
          gradientValues[to + channel] = sum;
        }
      }
    });
    return gradient;
  },
);
