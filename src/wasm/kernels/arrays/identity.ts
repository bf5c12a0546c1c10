import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import { sharedData } from './sharedData';

/** A clone. tfjs clones every tensor that it saves for a gradient. */
export const identity: KernelRecipe = {
  kernelName: tf.Identity,
  why: 'The stock kernel copies the data, and so does each tensor that is saved for a gradient.',
  create: (stock, kernelsOn) =>
    stock &&
    ((params) => {
      const { x } = params.inputs as { x: TensorInfo };
      return x.dtype === 'string' ? stock(params) : sharedData(x, kernelsOn(params.backend));
    }),
};
