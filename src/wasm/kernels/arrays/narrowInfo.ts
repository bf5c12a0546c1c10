import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';

/** What lies from `begin` on along one axis; always a new tensor. */
export function narrowInfo(
  x: TensorInfo,
  axis: number,
  begin: number,
  size: number,
  kernels: WasmKernels,
): TensorInfo {
  const blocks = tf.util.sizeFromShape(x.shape.slice(0, axis));
  const bytesOfOne =
    tf.util.bytesPerElement(x.dtype) * tf.util.sizeFromShape(x.shape.slice(axis + 1));
  const step = bytesOfOne * (x.shape[axis] ?? 1);
  const bytes = bytesOfOne * size;
  const source = kernels.addressOf(x) + bytesOfOne * begin;
  const output = kernels.allocate(
    x.shape.map((length, i) => (i === axis ? size : length)),
    x.dtype,
  );
  if (blocks * bytes > 0) {
    kernels.run.copyBlocks(source, step, kernels.addressOf(output), bytes, blocks, bytes);
  }
  return output;
}
