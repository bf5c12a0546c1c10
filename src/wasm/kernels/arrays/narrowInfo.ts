import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import { blocksAlong } from './blocksAlong';

/** What lies from `begin` on along one axis; always a new tensor. */
export function narrowInfo(
  x: TensorInfo,
  axis: number,
  begin: number,
  size: number,
  kernels: WasmKernels,
): TensorInfo {
  const { blocks, bytesOfOne } = blocksAlong(x, axis);
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
