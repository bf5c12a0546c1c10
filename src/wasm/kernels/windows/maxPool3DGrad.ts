import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { valuesInPlace } from '../valuesInPlace';
import { type PoolAttrs, poolGeometry } from './poolGeometry';
import { scatterToMaxima } from './scatterToMaxima';
import { windowMaxima } from './windowMaxima';

/** The gradient of a maximum pool over volumes. */
export const maxPool3DGrad: KernelRecipe = {
  kernelName: tf.MaxPool3DGrad,
  why: 'The stock kernel loses the gradient of every window whose values are all negative.',
  create:
    (_, kernelsOn) =>
    ({ inputs, attrs, backend }) => {
      const { dy, input } = inputs as { dy: TensorInfo; input: TensorInfo };
      const kernels = kernelsOn(backend);
      requireFloat32(tf.MaxPool3DGrad, { dy, input });
      const { geometry } = poolGeometry(input.shape, attrs as unknown as PoolAttrs);
      const gradient = kernels.allocate(input.shape);
      const [x, dyValues, total] = valuesInPlace(kernels, input, dy, gradient);
      const { positions } = windowMaxima(x, input.shape.at(-1) as number, geometry);
      scatterToMaxima(dyValues, positions, total.fill(0));
      return gradient;
    },
};
