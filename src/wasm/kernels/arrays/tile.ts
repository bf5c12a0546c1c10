import type { TensorInfo, TileAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import { tileInfo } from './tileInfo';

/** Repeats along axes, which is also what tf.broadcastTo does. */
export const tile: KernelRecipe = {
  kernelName: tf.Tile,
  why: 'The stock kernel computes the position of each element anew.',
  create: (stock, kernelsOn) =>
    stock &&
    ((params) => {
      const { x } = params.inputs as { x: TensorInfo };
      const { reps } = params.attrs as unknown as TileAttrs;
      // Strings are not in the memory of the backend.
      if (x.dtype === 'string' || reps.length !== x.shape.length) return stock(params);
      return tileInfo(x, reps, kernelsOn(params.backend));
    }),
};
