import type { Conv2DAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import type { Shape4D } from '../Shape4D';
import { channelsLast } from './channelsLast';
import { convolution } from './convolution';

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const { x, filter } = inputs as { x: TensorInfo; filter: TensorInfo };
    const { strides, dilations, pad, dimRoundingMode, dataFormat } =
      attrs as unknown as Conv2DAttrs;
    requireFloat32(tf.Conv2D, { x, filter });
    const info = tf.backend_util.computeConv2DInfo(
      x.shape as Shape4D,
      filter.shape as Shape4D,
      strides,
      dilations,
      pad,
      dimRoundingMode,
      false,
      tf.backend_util.convertConv2DDataFormat(dataFormat),
    );
    const kernels = kernelsOn(backend);
    return channelsLast(info, [x], kernels.backend, (info, [x]) =>
      convolution(x as TensorInfo, filter, info, kernels),
    );
  };

/** Convolutions of images, in any data format. */
export const conv2D: KernelRecipe = {
  kernelName: tf.Conv2D,
  why: 'The stock kernel refuses images with the channels first.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
