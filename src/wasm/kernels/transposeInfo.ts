import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { runKernel } from './runKernel';

/** The same tensor with its axes in another order. It is a copy in every case. */
export function transposeInfo(x: TensorInfo, perm: number[], backend: KernelBackend): TensorInfo {
  return runKernel(tf.Transpose, { x }, { perm }, backend);
}
