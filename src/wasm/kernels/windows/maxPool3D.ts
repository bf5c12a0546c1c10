import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { valuesInPlace } from '../valuesInPlace';
import { type PoolAttrs, poolGeometry } from './poolGeometry';
import { windowMaxima } from './windowMaxima';

/** Maximum pools over volumes. */
export const maxPool3D: KernelRecipe = {
  kernelName: tf.MaxPool3D,
  why: 'The stock kernel returns 0 for every window whose values are all negative.',
  create:
    (_, kernelsOn) =>
    ({ inputs, attrs, backend }) => {
      const { x } = inputs as { x: TensorInfo };
      const kernels = kernelsOn(backend);
      requireFloat32(tf.MaxPool3D, { x });
      const { geometry, outShape } = poolGeometry(x.shape, attrs as unknown as PoolAttrs);
      const pooled = kernels.allocate(outShape);
      const [from, to] = valuesInPlace(kernels, x, pooled);
      to.set(windowMaxima(from, x.shape.at(-1) as number, geometry).values);
      return pooled;
    },
};
