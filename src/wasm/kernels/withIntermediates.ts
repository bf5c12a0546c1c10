import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';

/** Runs a part of a kernel; disposes what it marked as intermediate, also when it throws. */
export function withIntermediates<Result>(
  backend: KernelBackend,
  body: (intermediate: (tensor: TensorInfo) => TensorInfo) => Result,
): Result {
  const intermediates: TensorInfo[] = [];
  try {
    return body((tensor) => {
      intermediates.push(tensor);
      return tensor;
    });
  } finally {
    for (const { dataId } of intermediates) backend.disposeData(dataId);
  }
}
