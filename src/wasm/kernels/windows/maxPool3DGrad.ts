import type { KernelFunc, MaxPool3DGradAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { valuesInPlace } from '../valuesInPlace';
import { scatterToMaxima } from './scatterToMaxima';
import { volumeGeometry } from './volumeGeometry';
import { windowMaxima } from './windowMaxima';

type Shape5D = [number, number, number, number, number];

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const kernels = kernelsOn(backend);
    const { dy, input } = inputs as { dy: TensorInfo; input: TensorInfo };
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as MaxPool3DGradAttrs;
    requireFloat32(tf.MaxPool3DGrad, { dy, input });
    const shape = input.shape as Shape5D;
    const info = tf.backend_util.computePool3DInfo(
      shape,
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const gradient = kernels.allocate(shape);
    const [x, dyValues, total] = valuesInPlace(kernels, input, dy, gradient);
    const { positions } = windowMaxima(x, shape[4], volumeGeometry(info));
    scatterToMaxima(dyValues, positions, total.fill(0));
    return gradient;
  };

/** The gradient of a maximum pool over volumes. */
export const maxPool3DGrad: KernelRecipe = {
  kernelName: tf.MaxPool3DGrad,
  why: 'The stock kernel loses the gradient of every window whose values are all negative.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
