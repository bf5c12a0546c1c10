import type { Conv3DBackpropInputV2Attrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { inputGradient } from './inputGradient';
import { volumeGeometry } from './volumeGeometry';

type Shape5D = [number, number, number, number, number];

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const kernels = kernelsOn(backend);
    const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
    const { strides, pad, inputShape } = attrs as unknown as Conv3DBackpropInputV2Attrs;
    requireFloat32(tf.Conv3DBackpropInputV2, { dy, filter });
    const info = tf.backend_util.computeConv3DInfo(
      inputShape,
      filter.shape as Shape5D,
      strides,
      1,
      pad,
    );
    return inputGradient(dy, filter, inputShape, volumeGeometry(info), kernels);
  };

/** The gradient of a convolution of volumes to its input. */
export const conv3DBackpropInput: KernelRecipe = {
  kernelName: tf.Conv3DBackpropInputV2,
  why: 'The stock kernel returns a wrong gradient.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
