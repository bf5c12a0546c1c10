import type { KernelFunc, OneHotAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { valuesInPlace } from '../valuesInPlace';

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const kernels = kernelsOn(backend);
    const { indices } = inputs as { indices: TensorInfo };
    const { dtype, depth, onValue, offValue } = attrs as unknown as OneHotAttrs;
    const encoded = kernels.allocate([...indices.shape, depth], dtype);
    const [ids, values] = valuesInPlace(kernels, indices, encoded);
    values.fill(offValue);
    for (let row = 0; row < ids.length; row++) {
      const id = ids[row] as number;
      if (id >= 0 && id < depth) values[row * depth + id] = onValue;
    }
    return encoded;
  };

/** One-hot encodings of any dtype. */
export const oneHot: KernelRecipe = {
  kernelName: tf.OneHot,
  why: 'The stock kernel writes integers whatever the dtype is: wrong floats, and bools beyond their memory.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
