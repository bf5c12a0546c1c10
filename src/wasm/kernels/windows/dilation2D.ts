import type { Dilation2DAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { float32Kernel } from '../float32Kernel';
import { valuesInPlace } from '../valuesInPlace';
import { dilationMaxima } from './dilationMaxima';

/** A morphological dilation. */
export const dilation2D = /* @__PURE__ */ float32Kernel(
  tf.Dilation2D,
  'The stock kernel returns 0 at the edges wherever the maximum is negative.',
  ['x', 'filter'],
  (inputs, attrs: Dilation2DAttrs, kernels) => {
    const { values, outShape } = dilationMaxima(inputs, attrs, kernels);
    const dilated = kernels.allocate(outShape);
    valuesInPlace(kernels, dilated)[0].set(values);
    return dilated;
  },
);
