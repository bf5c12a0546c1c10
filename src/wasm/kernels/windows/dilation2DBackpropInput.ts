import type { Dilation2DAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { float32Kernel } from '../float32Kernel';
import { valuesInPlace } from '../valuesInPlace';
import { dilationMaxima } from './dilationMaxima';
import { scatterToMaxima } from './scatterToMaxima';

/** The gradient of a morphological dilation to its input. */
export const dilation2DBackpropInput = /* @__PURE__ */ float32Kernel(
  tf.Dilation2DBackpropInput,
  'The stock kernel returns a wrong gradient wherever the maximum is negative.',
  ['x', 'filter', 'dy'],
  ({ dy, ...inputs }, attrs: Dilation2DAttrs, kernels) => {
    const { positions } = dilationMaxima(inputs, attrs, kernels);
    const gradient = kernels.allocate(inputs.x.shape);
    const [dyValues, total] = valuesInPlace(kernels, dy, gradient);
    scatterToMaxima(dyValues, positions, total.fill(0));
    return gradient;
  },
);
