import type {
  DepthwiseConv2dNativeBackpropInputAttrs,
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
    const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
    const { strides, dilations, pad, dimRoundingMode, inputShape } =
      attrs as unknown as DepthwiseConv2dNativeBackpropInputAttrs;
    requireFloat32(tf.DepthwiseConv2dNativeBackpropInput, { dy, filter });
    const info = tf.backend_util.computeConv2DInfo(
      inputShape,
      filter.shape as Shape4D,
      strides,
      dilations,
      pad,
      dimRoundingMode,
      true,
    );
    const gradient = kernels.allocate(inputShape);

    const [, , channels, multiplier] = filter.shape as Shape4D;
    const outChannels = channels * multiplier;
    const [dyValues, weights, gradientValues] = valuesInPlace(kernels, dy, filter, gradient);
    gradientValues.fill(0);
    forEachTap(planarGeometry(info), (rows, tap) => {
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
  };

/** The gradient of a depthwise convolution to its input. */
export const depthwiseBackpropInput: KernelRecipe = {
  kernelName: tf.DepthwiseConv2dNativeBackpropInput,
  why: 'The stock backend has no gradient of a depthwise convolution to its input.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
