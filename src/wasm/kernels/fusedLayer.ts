import type {
  FusedConv2DAttrs,
  FusedConv2DInputs,
  KernelBackend,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Finish } from './matrixProduct';
import { runKernel } from './runKernel';
import { withIntermediates } from './withIntermediates';

/** The activations that a product applies before it is written, by their number. */
const fused: Readonly<Record<string, number>> = { linear: 0, relu: 1, relu6: 2, leakyrelu: 4 };
/** The activations that are kernels of their own. */
const unary: Readonly<Record<string, string>> = { elu: tf.Elu, sigmoid: tf.Sigmoid };

/** What a layer of one kernel does besides its product. */
export interface FusedLayer {
  /** What the product itself can do. */
  readonly finish: Finish;
  /** Does the rest to the product, which it may dispose. */
  readonly activate: (product: TensorInfo, backend: KernelBackend) => TensorInfo;
}

/**
 * The bias and the activation of a layer with so many channels, whose operands are given; undefined
 * where these are not what the product can take.
 */
export function fusedLayer(
  operands: readonly TensorInfo[],
  {
    bias,
    preluActivationWeights,
  }: Partial<Pick<FusedConv2DInputs, 'bias' | 'preluActivationWeights'>>,
  { activation, leakyreluAlpha }: Pick<FusedConv2DAttrs, 'activation' | 'leakyreluAlpha'>,
  channels: number,
): FusedLayer | undefined {
  const name = activation as string;
  const isKnown =
    [...operands, bias].every((tensor) => !tensor || tensor.dtype === 'float32') &&
    (name in fused || name in unary || name === 'prelu') &&
    (!bias || (bias.shape.length === 1 && bias.shape[0] === channels));
  if (!isKnown) return undefined;
  return {
    finish: { bias: bias ?? undefined, activation: fused[name] ?? 0, slope: leakyreluAlpha ?? 0 },
    activate: (product, backend) => {
      // The stock kernel of prelu divides by zero where there is nothing.
      if (name in fused || product.shape.includes(0)) return product;
      return withIntermediates(backend, (intermediate) => {
        const x = intermediate(product);
        return name === 'prelu'
          ? runKernel(tf.Prelu, { x, alpha: preluActivationWeights as TensorInfo }, {}, backend)
          : runKernel(unary[name] as string, { x }, {}, backend);
      });
    },
  };
}
