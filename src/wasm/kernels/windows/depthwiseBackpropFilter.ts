import type {
  DepthwiseConv2dNativeBackpropFilterAttrs,
  KernelFunc,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import type { Shape4D } from '../Shape4D';
import { valuesInPlace } from '../valuesInPlace';
import { forEachTap } from './forEachTap';
import { planarGeometry } from './planarGeometry';

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const kernels = kernelsOn(backend);
    const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
    const { strides, dilations, pad, dimRoundingMode, filterShape } =
      attrs as unknown as DepthwiseConv2dNativeBackpropFilterAttrs;
    requireFloat32(tf.DepthwiseConv2dNativeBackpropFilter, { x, dy });
    const info = tf.backend_util.computeConv2DInfo(
      x.shape as Shape4D,
      filterShape,
      strides,
      dilations,
      pad,
      dimRoundingMode,
      true,
    );
    const gradient = kernels.allocate(filterShape);

    const [, , channels, multiplier] = filterShape;
    const outChannels = channels * multiplier;
    const [xValues, dyValues, gradientValues] = valuesInPlace(kernels, x, dy, gradient);
    const sums = new Float64Array(outChannels);
    forEachTap(planarGeometry(info), (rows, tap) => {
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
  };

/** The gradient of a depthwise convolution to its filter. */
export const depthwiseBackpropFilter: KernelRecipe = {
  kernelName: tf.DepthwiseConv2dNativeBackpropFilter,
  why: 'The stock backend has no gradient of a depthwise convolution to its filter.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
