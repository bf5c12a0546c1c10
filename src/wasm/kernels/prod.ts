import type { KernelFunc, ProdAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from './KernelRecipe';
import { reduceNothing } from './reduceNothing';

const oneForNothing =
  (stock: KernelFunc, kernelsOn: KernelsOn): KernelFunc =>
  (params) => {
    const { x } = params.inputs as { x: TensorInfo };
    if (!x.shape.includes(0)) return stock(params);
    return reduceNothing(x, params.attrs as unknown as ProdAttrs, 1, kernelsOn(params.backend));
  };

/** Products, also of no elements. */
export const prod: KernelRecipe = {
  kernelName: tf.Prod,
  why: 'The stock kernel returns what was in memory before where there is nothing to multiply.',
  create: (stock, kernelsOn) => stock && oneForNothing(stock, kernelsOn),
};
