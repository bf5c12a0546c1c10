import type { ConcatAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import type { KernelRecipe } from '../KernelRecipe';

function concatInfo(parts: readonly TensorInfo[], axis: number, kernels: WasmKernels): TensorInfo {
  const [{ shape, dtype }] = parts as [TensorInfo];
  const blocks = tf.util.sizeFromShape(shape.slice(0, axis));
  const bytesOf = (part: readonly number[]): number =>
    tf.util.bytesPerElement(dtype) * tf.util.sizeFromShape(part.slice(axis));
  const whole = tf.backend_util.computeOutShape(
    parts.map((part) => part.shape),
    axis,
  );
  const sources = parts.map((part) => kernels.addressOf(part));
  const output = kernels.allocate(whole, dtype);
  let to = kernels.addressOf(output);
  for (const [i, part] of parts.entries()) {
    const bytes = bytesOf(part.shape);
    if (blocks * bytes > 0) {
      kernels.run.copyBlocks(sources[i] as number, bytes, to, bytesOf(whole), blocks, bytes);
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
