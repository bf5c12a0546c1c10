import type { DepthwiseConv2dNativeAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { imageInfo } from '../convolution/imageInfo';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import type { Shape4D } from '../Shape4D';
import { valuesInPlace } from '../valuesInPlace';
import { forEachTap } from './forEachTap';
import { isMisreadByStock } from './isMisreadByStock';
import { planarGeometry } from './planarGeometry';

function ofAnyShape(stock: KernelFunc, kernelsOn: KernelsOn): KernelFunc {
  return (params) => {
    const { x, filter } = params.inputs as { x: TensorInfo; filter: TensorInfo };
    const attrs = params.attrs as unknown as DepthwiseConv2dNativeAttrs;
    const info = imageInfo(x.shape, filter.shape, { ...attrs, dataFormat: 'NHWC' }, true);
    const geometry = planarGeometry(info);
    if (!isMisreadByStock(attrs.pad, geometry)) return stock(params);

    const kernels = kernelsOn(params.backend);
    requireFloat32(tf.DepthwiseConv2dNative, { x, filter });
    const convolved = kernels.allocate(info.outShape);
    const [, , channels, multiplier] = filter.shape as Shape4D;
    const outChannels = channels * multiplier;
    const [values, weights, sums] = valuesInPlace(kernels, x, filter, convolved);
    sums.fill(0);
    forEachTap(geometry, (rows, tap) => {
      const atWeights = tap * outChannels;
      for (let position = 0; position < rows.length; position++) {
        const row = rows[position] as number;
        if (row < 0) continue;
        const to = position * outChannels;
        for (let channel = 0, out = 0; channel < channels; channel++) {
          const value = values[row * channels + channel] as number;
          for (let m = 0; m < multiplier; m++, out++) {
            sums[to + out] =
              (sums[to + out] as number) + value * (weights[atWeights + out] as number);
          }
        }
      }
    });
    return convolved;
  };
}

/** Depthwise convolutions of any padding. */
export const depthwiseConv2D: KernelRecipe = {
  kernelName: tf.DepthwiseConv2dNative,
  why: 'The stock kernel writes beyond its output for one number of padding and a window that is not square.',
  create: (stock, kernelsOn) => stock && ofAnyShape(stock, kernelsOn),
};
