import type { TensorInfo, TransposeAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';

/** Axes in another order. */
export const transpose: KernelRecipe = {
  kernelName: tf.Transpose,
  why: 'The stock kernel divides by zero where an axis of four is empty.',
  create: (stock, kernelsOn) =>
    stock &&
    ((params) => {
      const { x } = params.inputs as { x: TensorInfo };
      const { perm } = params.attrs as unknown as TransposeAttrs;
      if (!x.shape.includes(0)) return stock(params);
      const shape = perm.map((axis) => x.shape[axis] as number);
      return kernelsOn(params.backend).allocate(shape, x.dtype);
    }),
};
