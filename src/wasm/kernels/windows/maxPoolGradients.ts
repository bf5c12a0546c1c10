import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { valuesInPlace } from '../valuesInPlace';
import { type PoolAttrs, poolGeometry } from './poolGeometry';
import { scatterToMaxima } from './scatterToMaxima';
import { windowMaxima } from './windowMaxima';

const gradient =
  (kernelName: string, kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const { dy, input } = inputs as { dy: TensorInfo; input: TensorInfo };
    const kernels = kernelsOn(backend);
    requireFloat32(kernelName, { dy, input });
    const { geometry } = poolGeometry(input.shape, attrs as unknown as PoolAttrs);
    const gradient = kernels.allocate(input.shape);
    const [x, dyValues, total] = valuesInPlace(kernels, input, dy, gradient);
    const { positions } = windowMaxima(x, input.shape.at(-1) as number, geometry);
    scatterToMaxima(dyValues, positions, total.fill(0));
    return gradient;
  };

/** The gradients of maximum pools over images and volumes. */
export const maxPoolGradients: readonly KernelRecipe[] = [tf.MaxPoolGrad, tf.MaxPool3DGrad].map(
  (kernelName) => ({
    kernelName,
    why: 'The stock kernel loses the gradient of every window whose values are all negative.',
    create: (_, kernelsOn) => gradient(kernelName, kernelsOn),
  }),
);
