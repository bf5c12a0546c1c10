import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { valuesInPlace } from '../valuesInPlace';
import { dilationMaxima } from './dilationMaxima';

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const kernels = kernelsOn(backend);
    const { filter, dy } = inputs as { filter: TensorInfo; dy: TensorInfo };
    const kernelName = tf.Dilation2DBackpropFilter;
    requireFloat32(kernelName, { dy });
    const { positions, taps } = dilationMaxima(kernelName, inputs, attrs ?? {}, kernels);
    const gradient = kernels.allocate(filter.shape);
    const channels = filter.shape.at(-1) as number;
    const [dyValues, gradientValues] = valuesInPlace(kernels, dy, gradient);
    const sums = new Float64Array(tf.util.sizeFromShape(filter.shape));
    for (let index = 0; index < positions.length; index++) {
      if ((positions[index] as number) < 0) continue;
      const at = (taps[index] as number) * channels + (index % channels);
      sums[at] = (sums[at] as number) + (dyValues[index] as number);
    }
    gradientValues.set(sums);
    return gradient;
  };

/** The gradient of a morphological dilation to its structuring element. */
export const dilation2DBackpropFilter: KernelRecipe = {
  kernelName: tf.Dilation2DBackpropFilter,
  why: 'The stock kernel returns a wrong gradient wherever the maximum is negative.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
