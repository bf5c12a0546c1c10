import type { TensorInfo } from '@tensorflow/tfjs-core';

/** The same data seen in another shape. It is a second name, not a second tensor to dispose. */
export function reshapeInfo({ dataId, dtype }: TensorInfo, shape: number[]): TensorInfo {
  return { dataId, dtype, shape };
}
