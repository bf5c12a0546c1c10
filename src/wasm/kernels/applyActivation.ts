import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { runKernel } from './runKernel';
import { withIntermediates } from './withIntermediates';

/** The activations that a product applies before it is written, by their number. */
const fused: Readonly<Record<string, number>> = { linear: 0, relu: 1, relu6: 2, leakyrelu: 4 };
/** The activations that are kernels of their own. */
const unary: Readonly<Record<string, string>> = { elu: tf.Elu, sigmoid: tf.Sigmoid };

/** Whether an activation is one that a layer of one kernel can have. */
export const isKnownActivation = (activation: string): boolean =>
  activation in fused || activation in unary || activation === 'prelu';

/** The number of an activation that the product applies itself; of any other one, that of none. */
export const activationCode = (activation: string): number => fused[activation] ?? 0;

/** Applies an activation, unless `activationCode` has told the product to; disposes `product` then. */
export function applyActivation(
  activation: string,
  product: TensorInfo,
  preluActivationWeights: TensorInfo | undefined,
  backend: KernelBackend,
): TensorInfo {
  // The stock kernel of prelu divides by zero where there is nothing.
  if (activation in fused || product.shape.includes(0)) return product;
  return withIntermediates(backend, (intermediate) => {
    const x = intermediate(product);
    return activation === 'prelu'
      ? runKernel(tf.Prelu, { x, alpha: preluActivationWeights as TensorInfo }, {}, backend)
      : runKernel(unary[activation] as string, { x }, {}, backend);
  });
}
