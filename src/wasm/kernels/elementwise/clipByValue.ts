import type { ClipByValueAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import { valuesInPlace } from '../valuesInPlace';

/** Numbers within bounds. */
export const clipByValue: KernelRecipe = {
  kernelName: tf.ClipByValue,
  why: 'The stock kernel makes a number of NaN, and floats of integers.',
  create: (stock, kernelsOn) =>
    stock &&
    ((params) => {
      const { x } = params.inputs as { x: TensorInfo };
      const { clipValueMin, clipValueMax } = params.attrs as unknown as ClipByValueAttrs;
      if (x.dtype !== 'float32' && x.dtype !== 'int32') return stock(params);
      const kernels = kernelsOn(params.backend);
      const at = kernels.addressOf(x);
      const output = kernels.allocate(x.shape, x.dtype);
      if (x.dtype === 'int32') {
        const [values, clipped] = valuesInPlace(kernels, x, output);
        for (let i = 0; i < values.length; i++) {
          // As on cpu: a bound that is not an integer is cut down to one.
          clipped[i] = Math.min(Math.max(values[i] as number, clipValueMin), clipValueMax);
        }
        return output;
      }
      const size = tf.util.sizeFromShape(x.shape);
      kernels.run.clipByValue(at, size, clipValueMin, clipValueMax, kernels.addressOf(output));
      return output;
    }),
};
