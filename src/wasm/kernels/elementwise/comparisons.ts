import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import { broadcastOperands } from './broadcastOperands';

interface Comparison {
  readonly run: 'equal' | 'less' | 'lessEqual';
  /** Whether the operands change places. */
  readonly isSwapped?: boolean;
  readonly isNegated?: boolean;
}

const kernels: Readonly<Record<string, Comparison>> = {
  [tf.Equal]: { run: 'equal' },
  [tf.NotEqual]: { run: 'equal', isNegated: true },
  [tf.Less]: { run: 'less' },
  [tf.LessEqual]: { run: 'lessEqual' },
  [tf.Greater]: { run: 'less', isSwapped: true },
  [tf.GreaterEqual]: { run: 'lessEqual', isSwapped: true },
};

/** Comparisons of float32 tensors; the stock kernels serve other dtypes. */
export const comparisons: readonly KernelRecipe[] = /* @__PURE__ */ Object.entries(kernels).map(
  ([kernelName, { run, isSwapped = false, isNegated = false }]) => ({
    kernelName,
    why: 'The stock kernel is a scalar loop, which computes the position of each element anew where it broadcasts.',
    create: (stock, kernelsOn) =>
      stock &&
      ((params) => {
        const { a, b } = params.inputs as { a: TensorInfo; b: TensorInfo };
        if (a.dtype !== 'float32' || b.dtype !== 'float32') return stock(params);
        const kernels = kernelsOn(params.backend);
        const [left, right] = isSwapped ? [b, a] : [a, b];
        return broadcastOperands(left, right, 'bool', kernels, (operands, size, out) =>
          kernels.run[run](...operands, isNegated, size, out),
        );
      }),
  }),
);
