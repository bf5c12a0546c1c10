import type { Conv2DBackpropFilterAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import type { Shape4D } from '../Shape4D';
import { channelsLast } from './channelsLast';
import { convolutionToFilter } from './convolutionToFilter';

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } =
      attrs as unknown as Conv2DBackpropFilterAttrs;
    requireFloat32(tf.Conv2DBackpropFilter, { x, dy });
    const info = tf.backend_util.computeConv2DInfo(
      x.shape as Shape4D,
      filterShape,
      strides,
      1,
      pad,
      dimRoundingMode,
      false,
      tf.backend_util.convertConv2DDataFormat(dataFormat),
    );
    const kernels = kernelsOn(backend);
    return channelsLast(
      info,
      [x, dy],
      kernels.backend,
      (info, [x, dy]) => convolutionToFilter(x as TensorInfo, dy as TensorInfo, info, kernels),
      'filter',
    );
  };

/** The gradient of a convolution of images to its filter. */
export const conv2DBackpropFilter: KernelRecipe = {
  kernelName: tf.Conv2DBackpropFilter,
  why: 'The stock backend has no gradient of a convolution to its filter.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
