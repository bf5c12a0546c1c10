import type { ConcatAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import type { KernelRecipe } from '../KernelRecipe';
import { blocksAlong } from './blocksAlong';

function concatInfo(parts: readonly TensorInfo[], axis: number, kernels: WasmKernels): TensorInfo {
  const [first] = parts as [TensorInfo];
  const { blocks, bytesOfOne } = blocksAlong(first, axis);
  const shape = tf.backend_util.computeOutShape(
    parts.map((part) => part.shape),
    axis,
  );
  const step = bytesOfOne * (shape[axis] ?? 1);
  const sources = parts.map((part) => kernels.addressOf(part));
  const output = kernels.allocate(shape, first.dtype);
  let to = kernels.addressOf(output);
  for (const [i, source] of sources.entries()) {
    const bytes = bytesOfOne * (parts[i]?.shape[axis] ?? 1);
    if (blocks * bytes > 0) {
      kernels.run.copyBlocks(source, bytes, to, step, blocks, bytes);
    }
    to += bytes;
  }
  return output;
}

/** Joins tensors of one dtype along an axis. */
export const concat: KernelRecipe = {
  kernelName: tf.Concat,
  why: 'The stock kernel makes two arrays for every row.',
  create: (stock, kernelsOn) =>
    stock &&
    ((params) => {
      const parts = params.inputs as unknown as readonly TensorInfo[];
      const { axis } = params.attrs as unknown as ConcatAttrs;
      const [{ shape, dtype }] = parts as [TensorInfo];
      if (dtype === 'string' || parts.some((part) => part.dtype !== dtype)) return stock(params);
      const [parsedAxis] = tf.util.parseAxisParam(axis, shape) as [number];
      tf.backend_util.assertParamsConsistent(
        parts.map((part) => part.shape),
        parsedAxis,
      );
      return concatInfo(parts, parsedAxis, kernelsOn(params.backend));
    }),
};
