import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { runKernel } from './runKernel';

/** Swaps the last two axes. */
export function transposeMatrices(x: TensorInfo, backend: KernelBackend): TensorInfo {
  const perm = x.shape.map((_, axis) => axis);
  perm.push(...perm.splice(-2).reverse());
  return runKernel(tf.Transpose, { x }, { perm }, backend);
}
