import type { _FusedMatMulAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { fusedLayer } from './fusedLayer';
import type { KernelRecipe, KernelsOn } from './KernelRecipe';
import { matrixProduct } from './matrixProduct';
import { sizesOf } from './sizesOf';

function byPackedProduct(stock: KernelFunc, kernelsOn: KernelsOn): KernelFunc {
  return (params) => {
    const { a, b, ...others } = params.inputs as { a: TensorInfo; b: TensorInfo };
    const attrs = params.attrs as unknown as _FusedMatMulAttrs;
    const left = { matrix: a, transposed: attrs.transposeA };
    const right = { matrix: b, transposed: attrs.transposeB };
    const [inner, columns] = sizesOf(right);
    const layer = fusedLayer([a, b], others, attrs, columns);
    // What the stock kernel refuses, it may refuse in its own words.
    if (!layer || sizesOf(left)[1] !== inner) return stock(params);

    const kernels = kernelsOn(params.backend);
    return layer.activate(matrixProduct(left, right, kernels, layer.finish), kernels.backend);
  };
}

/** A dense layer with bias and activation in one kernel, whatever is transposed or batched. */
export const fusedMatMul: KernelRecipe = {
  kernelName: tf._FusedMatMul,
  why: 'The stock kernel adds a wrong bias to transposed and batched products, which it computes by a scalar loop.',
  create: (stock, kernelsOn) => stock && byPackedProduct(stock, kernelsOn),
};
