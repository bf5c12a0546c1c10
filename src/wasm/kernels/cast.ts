import type { CastAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { sharedData } from './arrays/sharedData';
import type { KernelRecipe, KernelsOn } from './KernelRecipe';
import { valuesInPlace } from './valuesInPlace';

function toAnyDtype(stock: KernelFunc, kernelsOn: KernelsOn): KernelFunc {
  return (params) => {
    const { x } = params.inputs as { x: TensorInfo };
    const { dtype } = params.attrs as unknown as CastAttrs;
    if (dtype === x.dtype && dtype !== 'string') return sharedData(x, kernelsOn(params.backend));
    if (dtype !== 'bool' || (x.dtype !== 'float32' && x.dtype !== 'int32')) return stock(params);
    const kernels = kernelsOn(params.backend);
    const flags = kernels.allocate(x.shape, 'bool');
    const [values, to] = valuesInPlace(kernels, x, flags);
    for (let index = 0; index < values.length; index++) to[index] = values[index] === 0 ? 0 : 1;
    return flags;
  };
}

/** Casts from any dtype to any other. */
export const cast: KernelRecipe = {
  kernelName: tf.Cast,
  why: 'The stock kernel cuts numbers down to a byte where it should say whether they are zero.',
  create: (stock, kernelsOn) => stock && toAnyDtype(stock, kernelsOn),
};
