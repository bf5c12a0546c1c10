import type { KernelFunc } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { valuesInPlace } from '../valuesInPlace';
import { dilationMaxima } from './dilationMaxima';

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const kernels = kernelsOn(backend);
    const { values, outShape } = dilationMaxima(tf.Dilation2D, inputs, attrs ?? {}, kernels);
    const dilated = kernels.allocate(outShape);
    valuesInPlace(kernels, dilated)[0].set(values);
    return dilated;
  };

/** A morphological dilation. */
export const dilation2D: KernelRecipe = {
  kernelName: tf.Dilation2D,
  why: 'The stock kernel returns 0 at the edges wherever the maximum is negative.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
