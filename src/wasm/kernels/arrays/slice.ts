import type { SliceAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import type { KernelRecipe } from '../KernelRecipe';
import { withIntermediates } from '../withIntermediates';
import { narrowInfo } from './narrowInfo';

/** A part of a tensor, axis by axis; always a new one. */
function sliceInfo(
  x: TensorInfo,
  begin: readonly number[],
  size: readonly number[],
  kernels: WasmKernels,
): TensorInfo {
  return withIntermediates(kernels.backend, (intermediate) => {
    const axes = x.shape.flatMap((length, axis) => (size[axis] === length ? [] : [axis]));
    const narrow = (from: TensorInfo, axis: number): TensorInfo =>
      narrowInfo(from, axis, begin[axis] ?? 0, size[axis] ?? 1, kernels);
    // The first axes first: what is left has the longest blocks. Where nothing goes, it is a copy.
    const [first = 0, ...others] = axes;
    let part = narrow(x, first);
    for (const axis of others) part = narrow(intermediate(part), axis);
    return part;
  });
}

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
      const [first, lengths] = tf.slice_util.parseSliceParams(x, begin, size) as number[][];
      tf.slice_util.assertParamsValid(x, first as number[], lengths as number[]);
      return sliceInfo(x, first as number[], lengths as number[], kernelsOn(params.backend));
    }),
};
