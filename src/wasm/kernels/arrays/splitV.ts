import type { SplitVAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import { narrowInfo } from './narrowInfo';

/** Cuts a tensor into parts along an axis. */
export const splitV: KernelRecipe = {
  kernelName: tf.SplitV,
  why: 'The stock kernel copies the whole tensor for every part.',
  create: (stock, kernelsOn) =>
    stock &&
    ((params) => {
      const { x } = params.inputs as { x: TensorInfo };
      const { numOrSizeSplits, axis } = params.attrs as unknown as SplitVAttrs;
      if (x.dtype === 'string') return stock(params);
      const [parsedAxis] = tf.util.parseAxisParam(axis, x.shape) as [number];
      const kernels = kernelsOn(params.backend);
      let begin = 0;
      return tf.backend_util
        .prepareSplitSize(x as tf.Tensor, numOrSizeSplits, parsedAxis)
        .map((size) => {
          const part = narrowInfo(x, parsedAxis, begin, size, kernels);
          begin += size;
          return part;
        });
    }),
};
