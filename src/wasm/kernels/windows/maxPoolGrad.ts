import type { KernelFunc, MaxPoolGradAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { valuesInPlace } from '../valuesInPlace';
import { planarGeometry } from './planarGeometry';
import { scatterToMaxima } from './scatterToMaxima';
import { windowMaxima } from './windowMaxima';

type Shape4D = [number, number, number, number];

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const kernels = kernelsOn(backend);
    const { dy, input } = inputs as { dy: TensorInfo; input: TensorInfo };
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as MaxPoolGradAttrs;
    requireFloat32(tf.MaxPoolGrad, { dy, input });
    const shape = input.shape as Shape4D;
    const info = tf.backend_util.computePool2DInfo(
      shape,
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const gradient = kernels.allocate(shape);
    const [x, dyValues, total] = valuesInPlace(kernels, input, dy, gradient);
    const { positions } = windowMaxima(x, shape[3], planarGeometry(info));
    scatterToMaxima(dyValues, positions, total.fill(0));
    return gradient;
  };

/** The gradient of a maximum pool over images. */
export const maxPoolGrad: KernelRecipe = {
  kernelName: tf.MaxPoolGrad,
  why: 'The stock kernel loses the gradient of every window whose values are all negative.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
