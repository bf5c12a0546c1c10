import type { Conv2DBackpropInputAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import type { Shape4D } from '../Shape4D';
import { channelsLast } from './channelsLast';
import { convolutionToInput } from './convolutionToInput';

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
    const { strides, pad, dataFormat, dimRoundingMode, inputShape } =
      attrs as unknown as Conv2DBackpropInputAttrs;
    requireFloat32(tf.Conv2DBackpropInput, { dy, filter });
    const info = tf.backend_util.computeConv2DInfo(
      inputShape,
      filter.shape as Shape4D,
      strides,
      1,
      pad,
      dimRoundingMode,
      false,
      tf.backend_util.convertConv2DDataFormat(dataFormat),
    );
    const kernels = kernelsOn(backend);
    return channelsLast(info, [dy], kernels.backend, (info, [dy]) =>
      convolutionToInput(dy as TensorInfo, filter, info, kernels),
    );
  };

/** The gradient of a convolution of images to its input, which is also the transposed convolution. */
export const conv2DBackpropInput: KernelRecipe = {
  kernelName: tf.Conv2DBackpropInput,
  why: 'The stock kernel is a scalar loop.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
