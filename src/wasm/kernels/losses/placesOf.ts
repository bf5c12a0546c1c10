import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';

/** Where the values of a tensor are in each repetition: what is shared stays in its place. */
export function placesOf(
  tensor: TensorInfo | undefined,
  part: number,
  kernels: WasmKernels,
): (repetition: number) => number {
  if (tensor === undefined) return () => 0;
  const start = kernels.addressOf(tensor);
  const isShared = tf.util.sizeFromShape(tensor.shape) <= part;
  const bytes = isShared ? 0 : part * tf.util.bytesPerElement(tensor.dtype);
  return (repetition) => start + repetition * bytes;
}
