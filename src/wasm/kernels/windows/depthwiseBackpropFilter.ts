import type { DepthwiseConv2dNativeBackpropFilterAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { imageInfo } from '../convolution/imageInfo';
import { float32Kernel } from '../float32Kernel';
import { valuesInPlace } from '../valuesInPlace';
import { forEachTap } from './forEachTap';
import { planarGeometry } from './planarGeometry';

/** The gradient of a depthwise convolution to its filter. */
export const depthwiseBackpropFilter = /* @__PURE__ */ float32Kernel(
  tf.DepthwiseConv2dNativeBackpropFilter,
  'The stock backend has no gradient of a depthwise convolution to its filter.',
  ['x', 'dy'],
  ({ x, dy }, attrs: DepthwiseConv2dNativeBackpropFilterAttrs, kernels) => {
    const { filterShape } = attrs;
    const gradient = kernels.allocate(filterShape);
    const [, , channels, multiplier] = filterShape;
    const outChannels = channels * multiplier;
    const [xValues, dyValues, gradientValues] = valuesInPlace(kernels, x, dy, gradient);
    const sums = new Float64Array(outChannels);
    forEachTap(planarGeometry(imageInfo(x.shape, filterShape, attrs, true)), (rows, tap) => {
      sums.fill(0);
      for (let position = 0; position < rows.length; position++) {
        const row = rows[position] as number;
        if (row < 0) continue;
        const atX = row * channels;
        const atDy = position * outChannels;
        for (let channel = 0, out = 0; channel < channels; channel++) {
          const value = xValues[atX + channel] as number;
          for (let m = 0; m < multiplier; m++, out++) {
            sums[out] = (sums[out] as number) + value * (dyValues[atDy + out] as number);
          }
        }
      }
      gradientValues.set(sums, tap * outChannels);
    });
    return gradient;
  },
);
