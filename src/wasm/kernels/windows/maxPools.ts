import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { valuesInPlace } from '../valuesInPlace';
import { isMisreadByStock } from './isMisreadByStock';
import { type PoolAttrs, poolGeometry } from './poolGeometry';
import { windowMaxima } from './windowMaxima';

const pool =
  (kernelName: string, kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const { x } = inputs as { x: TensorInfo };
    const kernels = kernelsOn(backend);
    requireFloat32(kernelName, { x });
    const { geometry, outShape } = poolGeometry(x.shape, attrs as unknown as PoolAttrs);
    const pooled = kernels.allocate(outShape);
    const [from, to] = valuesInPlace(kernels, x, pooled);
    to.set(windowMaxima(from, x.shape.at(-1) as number, geometry).values);
    return pooled;
  };

/** Maximum pools, where the stock ones are not right. */
export const maxPools: readonly KernelRecipe[] = [
  {
    kernelName: tf.MaxPool,
    why: 'The stock kernel writes beyond its output for one number of padding and a window that is not square.',
    create: (stock, kernelsOn) =>
      stock &&
      ((params) => {
        const { shape } = params.inputs['x'] as TensorInfo;
        const attrs = params.attrs as unknown as PoolAttrs;
        const { geometry } = poolGeometry(shape, attrs);
        const isMisread = isMisreadByStock(attrs.pad, geometry);
        return isMisread ? pool(tf.MaxPool, kernelsOn)(params) : stock(params);
      }),
  },
  {
    kernelName: tf.MaxPool3D,
    why: 'The stock kernel returns 0 for every window whose values are all negative.',
    create: (_, kernelsOn) => pool(tf.MaxPool3D, kernelsOn),
  },
];
