import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from './KernelRecipe';
import { valuesInPlace } from './valuesInPlace';

function oneForNothing(stock: KernelFunc, kernelsOn: KernelsOn): KernelFunc {
  return (params) => {
    const product = stock(params) as TensorInfo;
    if ((params.inputs['x'] as TensorInfo).shape.includes(0)) {
      valuesInPlace(kernelsOn(params.backend), product)[0].fill(1);
    }
    return product;
  };
}

/** Products, also of no elements. */
export const prod: KernelRecipe = {
  kernelName: tf.Prod,
  why: 'The stock kernel returns what was in memory before where there is nothing to multiply.',
  create: (stock, kernelsOn) => stock && oneForNothing(stock, kernelsOn),
};
