import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import { broadcastOperands } from './broadcastOperands';

const kernels = [
  [tf.Maximum, 'maximum'],
  [tf.Minimum, 'minimum'],
] as const;

/** The greater and the lesser of float32 numbers; the stock kernels serve other dtypes. */
export const extrema: readonly KernelRecipe[] = /* @__PURE__ */ kernels.map(
  ([kernelName, run]) => ({
    kernelName,
    why: 'The stock kernel is a scalar loop.',
    create: (stock, kernelsOn) =>
      stock &&
      ((params) => {
        const { a, b } = params.inputs as { a: TensorInfo; b: TensorInfo };
        if (a.dtype !== 'float32' || b.dtype !== 'float32') return stock(params);
        const kernels = kernelsOn(params.backend);
        return broadcastOperands(a, b, 'float32', kernels, (operands, size, out) =>
          kernels.run[run](...operands, size, out),
        );
      }),
  }),
);
