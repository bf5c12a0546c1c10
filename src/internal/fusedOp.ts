import type { NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs the kernel of this name where the active backend has one, and the composite of stock
 * operations where it has not.
 *
 * tfjs dispatches by kernel name, so a backend can be given a fused kernel (with a gradient
 * registered under the same name) without the caller knowing which backend that is. The kernel
 * takes the named inputs and attributes and returns one tensor.
 */
export function fusedOp(
  kernelName: string,
  inputs: NamedTensorMap,
  attributes: NamedAttrMap,
  composite: () => Tensor,
): Tensor {
  const kernel = tf.getKernel(kernelName, tf.getBackend());
  return kernel === undefined
    ? composite()
    : tf.engine().runKernel<Tensor>(kernelName, inputs, attributes);
}
