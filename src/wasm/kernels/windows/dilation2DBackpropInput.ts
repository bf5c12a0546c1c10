import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { valuesInPlace } from '../valuesInPlace';
import { dilationMaxima } from './dilationMaxima';
import { scatterToMaxima } from './scatterToMaxima';

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const kernels = kernelsOn(backend);
    const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
    requireFloat32(tf.Dilation2DBackpropInput, { dy });
    const { positions } = dilationMaxima(tf.Dilation2DBackpropInput, inputs, attrs ?? {}, kernels);
    const gradient = kernels.allocate(x.shape);
    const [dyValues, total] = valuesInPlace(kernels, dy, gradient);
    scatterToMaxima(dyValues, positions, total.fill(0));
    return gradient;
  };

/** The gradient of a morphological dilation to its input. */
export const dilation2DBackpropInput: KernelRecipe = {
  kernelName: tf.Dilation2DBackpropInput,
  why: 'The stock kernel returns a wrong gradient wherever the maximum is negative.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
