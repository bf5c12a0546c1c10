import type { SliceAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import { axisByAxis } from './axisByAxis';
import { narrowInfo } from './narrowInfo';

/** Slices of numbers and bools. */
export const slice: KernelRecipe = {
  kernelName: tf.Slice,
  why: 'The stock kernel copies the whole tensor first, and reads beyond it where told to.',
  create: (stock, kernelsOn) =>
    stock &&
    ((params) => {
      const { x } = params.inputs as { x: TensorInfo };
      const { begin, size } = params.attrs as unknown as SliceAttrs;
      // Strings are not in the memory of the backend.
      if (x.dtype === 'string') return stock(params);
      const [from, lengths] = tf.slice_util.parseSliceParams(x, begin, size) as [
        number[],
        number[],
      ];
      tf.slice_util.assertParamsValid(x, from, lengths);
      const axes = x.shape.flatMap((length, axis) => (lengths[axis] === length ? [] : [axis]));
      const kernels = kernelsOn(params.backend);
      // The first axes first: what is left has the longest blocks.
      return axisByAxis(x, axes, kernels, (whole, axis) =>
        narrowInfo(whole, axis, from[axis] ?? 0, lengths[axis] ?? 1, kernels),
      );
    }),
};
