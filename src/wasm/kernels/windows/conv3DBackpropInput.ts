import type { Conv3DBackpropInputV2Attrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { float32Kernel } from '../float32Kernel';
import { convolutionGeometry } from './convolutionGeometry';
import { inputGradient } from './inputGradient';

/** The gradient of a convolution of volumes to its input. */
export const conv3DBackpropInput = /* @__PURE__ */ float32Kernel(
  tf.Conv3DBackpropInputV2,
  'The stock kernel returns a wrong gradient.',
  ['dy', 'filter'],
  ({ dy, filter }, attrs: Conv3DBackpropInputV2Attrs, kernels) => {
    const geometry = convolutionGeometry(attrs.inputShape, filter.shape, attrs);
    return inputGradient(dy, filter, attrs.inputShape, geometry, kernels);
  },
);
