import type { Dilation2DAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { float32Kernel } from '../float32Kernel';
import { valuesInPlace } from '../valuesInPlace';
import { dilationMaxima } from './dilationMaxima';

/** The gradient of a morphological dilation to its structuring element. */
export const dilation2DBackpropFilter = /* @__PURE__ */ float32Kernel(
  tf.Dilation2DBackpropFilter,
  'The stock kernel returns a wrong gradient wherever the maximum is negative.',
  ['x', 'filter', 'dy'],
  ({ dy, ...inputs }, attrs: Dilation2DAttrs, kernels) => {
    const { positions, taps } = dilationMaxima(inputs, attrs, kernels);
    const { shape } = inputs.filter;
    const gradient = kernels.allocate(shape);
    const channels = shape.at(-1) as number;
    const [dyValues, gradientValues] = valuesInPlace(kernels, dy, gradient);
    const sums = new Float64Array(tf.util.sizeFromShape(shape));
    for (let index = 0; index < positions.length; index++) {
      if ((positions[index] as number) < 0) continue;
      const at = (taps[index] as number) * channels + (index % channels);
      sums[at] = (sums[at] as number) + (dyValues[index] as number);
    }
    gradientValues.set(sums);
    return gradient;
  },
);
