import type { BatchMatMulAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { integerProduct } from './integerProduct';
import type { KernelRecipe, KernelsOn } from './KernelRecipe';
import { matrixProduct } from './matrixProduct';
import { sizesOf } from './sizesOf';

function byPackedProduct(stock: KernelFunc, kernelsOn: KernelsOn): KernelFunc {
  return (params) => {
    const { a, b } = params.inputs as { a: TensorInfo; b: TensorInfo };
    const { transposeA, transposeB } = params.attrs as unknown as BatchMatMulAttrs;
    const left = { matrix: a, transposed: transposeA };
    const right = { matrix: b, transposed: transposeB };
    const kernels = kernelsOn(params.backend);
    // What the stock kernel refuses, it may refuse in its own words.
    if (sizesOf(left)[1] !== sizesOf(right)[0] || a.dtype !== b.dtype) return stock(params);
    if (a.dtype === 'int32') return integerProduct(left, right, kernels);
    return a.dtype === 'float32' ? matrixProduct(left, right, kernels) : stock(params);
  };
}

/** Matrix products at the speed of the untransposed one, whatever is transposed or batched. */
export const batchMatMul: KernelRecipe = {
  kernelName: tf.BatchMatMul,
  why: 'The stock kernel multiplies transposed matrices, and batches of matrices, by a scalar loop.',
  create: (stock, kernelsOn) => stock && byPackedProduct(stock, kernelsOn),
};
