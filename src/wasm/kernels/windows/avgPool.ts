import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { valuesInPlace } from '../valuesInPlace';
import { elementsSeen } from './elementsSeen';
import { forEachTap } from './forEachTap';
import { isMisreadByStock } from './isMisreadByStock';
import { type PoolAttrs, poolGeometry } from './poolGeometry';

function ofAnyShape(stock: KernelFunc, kernelsOn: KernelsOn): KernelFunc {
  return (params) => {
    const { x } = params.inputs as { x: TensorInfo };
    const attrs = params.attrs as unknown as PoolAttrs;
    const { geometry, outShape } = poolGeometry(x.shape, attrs);
    if (!isMisreadByStock(attrs.pad, geometry)) return stock(params);

    const kernels = kernelsOn(params.backend);
    requireFloat32(tf.AvgPool, { x });
    const pooled = kernels.allocate(outShape);
    const channels = x.shape.at(-1) as number;
    const counts = elementsSeen(geometry);
    const [values, sums] = valuesInPlace(kernels, x, pooled);
    sums.fill(0);
    forEachTap(geometry, (rows) => {
      for (let position = 0; position < rows.length; position++) {
        const row = rows[position] as number;
        if (row < 0) continue;
        for (let channel = 0; channel < channels; channel++) {
          const to = position * channels + channel;
          sums[to] =
            (sums[to] as number) +
            (values[row * channels + channel] as number) / (counts[position] as number);
        }
      }
    });
    return pooled;
  };
}

/** Average pools over images. */
export const avgPool: KernelRecipe = {
  kernelName: tf.AvgPool,
  why: 'The stock kernel writes beyond its output for one number of padding and a window that is not square.',
  create: (stock, kernelsOn) => stock && ofAnyShape(stock, kernelsOn),
};
