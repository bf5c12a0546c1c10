import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';

/** Chooses between two tensors by a condition of their shape; the stock kernel serves other cases. */
export const select: KernelRecipe = {
  kernelName: tf.Select,
  why: 'The stock kernel is a scalar loop.',
  create: (stock, kernelsOn) =>
    stock &&
    ((params) => {
      const { condition, t, e } = params.inputs as {
        condition: TensorInfo;
        t: TensorInfo;
        e: TensorInfo;
      };
      const isPlain =
        condition.dtype === 'bool' &&
        t.dtype === 'float32' &&
        e.dtype === 'float32' &&
        tf.util.arraysEqual(condition.shape, t.shape) &&
        tf.util.arraysEqual(t.shape, e.shape);
      if (!isPlain) return stock(params);
      const kernels = kernelsOn(params.backend);
      const operands = [
        kernels.addressOf(condition),
        kernels.addressOf(t),
        kernels.addressOf(e),
      ] as const;
      const output = kernels.allocate(t.shape);
      const size = tf.util.sizeFromShape(t.shape);
      kernels.run.select(...operands, size, kernels.addressOf(output));
      return output;
    }),
};
