import type { _FusedMatMulAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { activationCode, applyActivation, isKnownActivation } from './applyActivation';
import type { KernelRecipe, KernelsOn } from './KernelRecipe';
import { matrixProduct } from './matrixProduct';
import { sizesOf } from './sizesOf';

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
      isKnownActivation(activation) &&
      (!bias || (bias.shape.length === 1 && bias.shape[0] === columns)) &&
      sizesOf(left)[1] === sizesOf(right)[0];
    // What the stock kernel refuses, it may refuse in its own words.
    if (!isKnown) return stock(params);

    const kernels = kernelsOn(params.backend);
    const product = matrixProduct(left, right, kernels, {
      bias: bias ?? undefined,
      activation: activationCode(activation),
      slope: attrs.leakyreluAlpha ?? 0,
    });
    return applyActivation(activation, product, preluActivationWeights, kernels.backend);
  };
}

/** A dense layer with bias and activation in one kernel, whatever is transposed or batched. */
export const fusedMatMul: KernelRecipe = {
  kernelName: tf._FusedMatMul,
  why: 'The stock kernel adds a wrong bias to transposed and batched products, which it computes by a scalar loop.',
  create: (stock, kernelsOn) => stock && byPackedProduct(stock, kernelsOn),
};
