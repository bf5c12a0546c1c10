import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../runtime/WasmKernels';

/** An array over the memory of the backend; bools are bytes. */
export type HeapArray = Float32Array | Int32Array | Uint8Array;

/**
 * The values of tensors where the backend has them, to be read and written. They are valid until
 * the next allocation, which may move them.
 */
export function valuesInPlace<Tensors extends readonly TensorInfo[]>(
  kernels: WasmKernels,
  ...tensors: Tensors
): { [Index in keyof Tensors]: HeapArray } {
  // Before the first array: a tensor of another backend is moved here, for which memory may grow.
  for (const tensor of tensors) kernels.addressOf(tensor);
  return tensors.map((tensor) => kernels.backend.typedArrayFromHeap(tensor)) as {
    [Index in keyof Tensors]: HeapArray;
  };
}
