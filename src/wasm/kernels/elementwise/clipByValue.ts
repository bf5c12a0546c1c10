import type { ClipByValueAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';

/** Numbers within bounds. */
export const clipByValue: KernelRecipe = {
  kernelName: tf.ClipByValue,
  why: 'The stock kernel makes a number of NaN.',
  create: (stock, kernelsOn) =>
    stock &&
    ((params) => {
      const { x } = params.inputs as { x: TensorInfo };
      const { clipValueMin, clipValueMax } = params.attrs as unknown as ClipByValueAttrs;
      if (x.dtype !== 'float32') return stock(params);
      const kernels = kernelsOn(params.backend);
      const at = kernels.addressOf(x);
      const output = kernels.allocate(x.shape);
      const size = tf.util.sizeFromShape(x.shape);
      kernels.run.clipByValue(at, size, clipValueMin, clipValueMax, kernels.addressOf(output));
      return output;
    }),
};
