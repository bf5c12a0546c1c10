import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { valuesInPlace } from '../valuesInPlace';
import { elementsSeen } from './elementsSeen';
import { forEachTap } from './forEachTap';
import { type PoolAttrs, poolGeometry } from './poolGeometry';

const gradient =
  (kernelName: string, kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const { dy, input } = inputs as { dy: TensorInfo; input: TensorInfo };
    const kernels = kernelsOn(backend);
    requireFloat32(kernelName, { dy });
    const { geometry } = poolGeometry(input.shape, attrs as unknown as PoolAttrs);
    const gradient = kernels.allocate(input.shape);
    const channels = input.shape.at(-1) as number;
    const counts = elementsSeen(geometry);
    const [dyValues, total] = valuesInPlace(kernels, dy, gradient);
    total.fill(0);
    forEachTap(geometry, (rows) => {
      for (let position = 0; position < rows.length; position++) {
        const row = rows[position] as number;
        if (row < 0) continue;
        const share = 1 / (counts[position] as number);
        for (let channel = 0; channel < channels; channel++) {
          const to = row * channels + channel;
          const from = position * channels + channel;
          total[to] = (total[to] as number) + share * (dyValues[from] as number);
        }
      }
    });
    return gradient;
  };

/** The gradients of average pools over images and volumes. */
export const avgPoolGradients: readonly KernelRecipe[] = [tf.AvgPoolGrad, tf.AvgPool3DGrad].map(
  (kernelName) => ({
    kernelName,
    why: 'The stock kernel divides by the size of the window also where that reaches into the padding.',
    create: (_, kernelsOn) => gradient(kernelName, kernelsOn),
  }),
);
