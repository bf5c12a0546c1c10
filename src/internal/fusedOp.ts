import type { NamedAttrMap, NamedTensorMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { derivativesKernelName } from './derivativesKernelName';

/**
 * Runs the kernel of this name where the active backend has one, and the composite of stock
 * operations where it has not.
 *
 * tfjs dispatches by kernel name, so a backend can be given a fused kernel (with a gradient
 * registered under the same name) without the caller knowing which backend that is. The kernel
 * takes the named inputs and attributes and returns one tensor.
 *
 * Value and derivatives share their expensive part. A backend may have a kernel for both: where a
 * gradient is being recorded it runs first, off the tape, and the kernel itself gets what it
 * returned as the further inputs `value`, to return it, and `derivatives`, to save it.
 */
export function fusedOp(
  kernelName: string,
  inputs: NamedTensorMap,
  attributes: NamedAttrMap,
  composite: () => Tensor,
): Tensor {
  if (tf.getKernel(kernelName, tf.getBackend()) === undefined) return composite();
  const engine = tf.engine();
  const all = engine.state.gradientDepth > 0 ? withDerivatives(kernelName, inputs, attributes) : {};
  return engine.runKernel<Tensor>(kernelName, { ...inputs, ...all }, attributes);
}

/** Value and derivatives, if the backend has a kernel for both. */
function withDerivatives(
  kernelName: string,
  inputs: NamedTensorMap,
  attributes: NamedAttrMap,
): NamedTensorMap {
  const kernel = tf.getKernel(derivativesKernelName(kernelName), tf.getBackend());
  if (kernel === undefined) return {};
  // Called as a function, for the engine would record it: as operation without gradient.
  const results = kernel.kernelFunc({ inputs, attrs: attributes, backend: tf.backend() });
  const [value, derivatives] = (results as TensorInfo[]).map((result) =>
    tf.engine().makeTensorFromTensorInfo(result),
  ) as [Tensor, Tensor];
  return { value, derivatives };
}
