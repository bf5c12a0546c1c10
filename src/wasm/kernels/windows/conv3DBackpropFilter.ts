import type { Conv3DBackpropFilterV2Attrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { float32Kernel } from '../float32Kernel';
import { convolutionGeometry } from './convolutionGeometry';
import { filterGradient } from './filterGradient';

/** The gradient of a convolution of volumes to its filter. */
export const conv3DBackpropFilter = /* @__PURE__ */ float32Kernel(
  tf.Conv3DBackpropFilterV2,
  'The stock kernel leaves most of the gradient at zero where a stride is not 1.',
  ['x', 'dy'],
  ({ x, dy }, attrs: Conv3DBackpropFilterV2Attrs, kernels) => {
    const geometry = convolutionGeometry(x.shape, attrs.filterShape, attrs);
    return filterGradient(x, dy, attrs.filterShape, geometry, kernels);
  },
);
