import * as tf from '@tensorflow/tfjs-core';
import { float32Kernel } from '../float32Kernel';
import { valuesInPlace } from '../valuesInPlace';
import { type PoolAttrs, poolGeometry } from './poolGeometry';
import { scatterToMaxima } from './scatterToMaxima';
import { windowMaxima } from './windowMaxima';

/** The gradient of a maximum pool over volumes. */
export const maxPool3DGrad = /* @__PURE__ */ float32Kernel(
  tf.MaxPool3DGrad,
  'The stock kernel loses the gradient of every window whose values are all negative.',
  ['dy', 'input'],
  ({ dy, input }, attrs: PoolAttrs, kernels) => {
    const { geometry } = poolGeometry(input.shape, attrs);
    const gradient = kernels.allocate(input.shape);
    const [x, dyValues, total] = valuesInPlace(kernels, input, dy, gradient);
    const { positions } = windowMaxima(x, input.shape.at(-1) as number, geometry);
    scatterToMaxima(dyValues, positions, total.fill(0));
    return gradient;
  },
);
