import type { _FusedMatMulAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from './KernelRecipe';
import { matrixProduct } from './matrixProduct';
import { runKernel } from './runKernel';
import { sizesOf } from './sizesOf';
import { withIntermediates } from './withIntermediates';

/** The activations that the product applies before it is written, by their number. */
const fused: Readonly<Record<string, number>> = { linear: 0, relu: 1, relu6: 2, leakyrelu: 4 };
/** The activations that are kernels of their own. */
const unary: Readonly<Record<string, string>> = { elu: tf.Elu, sigmoid: tf.Sigmoid };

function byPackedProduct(stock: KernelFunc, kernelsOn: KernelsOn): KernelFunc {
  return (params) => {
    const { a, b, bias, preluActivationWeights } = params.inputs as {
      a: TensorInfo;
      b: TensorInfo;
      bias?: TensorInfo;
      preluActivationWeights?: TensorInfo;
    };
    const attrs = params.attrs as unknown as _FusedMatMulAttrs;
    const activation = attrs.activation as string;
    const left = { matrix: a, transposed: attrs.transposeA };
    const right = { matrix: b, transposed: attrs.transposeB };
    const columns = sizesOf(right)[1];
    const isKnown =
      [a, b, bias].every((x) => x === undefined || x === null || x.dtype === 'float32') &&
      (activation in fused || activation in unary || activation === 'prelu') &&
      (!bias || (bias.shape.length === 1 && bias.shape[0] === columns)) &&
      sizesOf(left)[1] === sizesOf(right)[0];
    // What the stock kernel refuses, it may refuse in its own words.
    if (!isKnown) return stock(params);

    const kernels = kernelsOn(params.backend);
    const product = matrixProduct(left, right, kernels, {
      bias: bias ?? undefined,
      activation: fused[activation] ?? 0,
      slope: attrs.leakyreluAlpha ?? 0,
    });
    if (activation in fused) return product;
    const { backend } = kernels;
    return withIntermediates(backend, (intermediate) => {
      const x = intermediate(product);
      return activation === 'prelu'
        ? runKernel(tf.Prelu, { x, alpha: preluActivationWeights as TensorInfo }, {}, backend)
        : runKernel(unary[activation] as string, { x }, {}, backend);
    });
  };
}

/** A dense layer with bias and activation in one kernel, whatever is transposed or batched. */
export const fusedMatMul: KernelRecipe = {
  kernelName: tf._FusedMatMul,
  why: 'The stock kernel adds a wrong bias to transposed and batched products, which it computes by a scalar loop.',
  create: (stock, kernelsOn) => stock && byPackedProduct(stock, kernelsOn),
};
