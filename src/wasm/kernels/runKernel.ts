import type {
  KernelBackend,
  NamedAttrMap,
  NamedTensorInfoMap,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs a registered kernel from within another one.
 *
 * Its output is not known to tfjs's memory management: the caller returns it or disposes it.
 */
export function runKernel(
  kernelName: string,
  inputs: NamedTensorInfoMap,
  attrs: NamedAttrMap,
  backend: KernelBackend,
): TensorInfo {
  const kernel = tf.getKernel(kernelName, 'wasm');
  if (kernel === undefined) throw new Error(`Kernel '${kernelName}' is missing on 'wasm'.`);
  return kernel.kernelFunc({ inputs, attrs, backend }) as TensorInfo;
}
