import type { Conv3DBackpropFilterV2Attrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { filterGradient } from './filterGradient';
import { volumeGeometry } from './volumeGeometry';

type Shape5D = [number, number, number, number, number];

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const kernels = kernelsOn(backend);
    const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
    const { strides, pad, filterShape } = attrs as unknown as Conv3DBackpropFilterV2Attrs;
    requireFloat32(tf.Conv3DBackpropFilterV2, { x, dy });
    const info = tf.backend_util.computeConv3DInfo(
      x.shape as Shape5D,
      filterShape,
      strides,
      1,
      pad,
    );
    return filterGradient(x, dy, filterShape, volumeGeometry(info), kernels);
  };

/** The gradient of a convolution of volumes to its filter. */
export const conv3DBackpropFilter: KernelRecipe = {
  kernelName: tf.Conv3DBackpropFilterV2,
  why: 'The stock kernel leaves most of the gradient at zero where a stride is not 1.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
