import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { _FusedMatMulAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { batchedProduct } from './batchedProduct';
import type { KernelRecipe } from './KernelRecipe';
import type { Operand } from './Operand';
import { reshapeInfo } from './reshapeInfo';
import { transposeMatrices } from './transposeMatrices';
import { withIntermediates } from './withIntermediates';

function byUprightProducts(stock: KernelFunc): KernelFunc {
  return (params) => {
    // Both operands are batches of matrices here, of rank 3.
    const { a, b, preluActivationWeights } = params.inputs as {
      a: TensorInfo;
      b: TensorInfo;
      preluActivationWeights?: TensorInfo;
    };
    const { transposeA, transposeB } = params.attrs as unknown as _FusedMatMulAttrs;
    const backend = params.backend as BackendWasm;
    const rows = a.shape[transposeA ? 2 : 1] as number;
    const columns = b.shape[transposeB ? 1 : 2] as number;
    const batchShape = tf.broadcast_util.assertAndGetBroadcastShape(
      a.shape.slice(0, -2),
      b.shape.slice(0, -2),
    );
    const isBatch = batchShape[0] !== 1;
    const isUpright = !isBatch && !transposeA && !transposeB;
    const isFloat = a.dtype === 'float32' && b.dtype === 'float32';
    const isEmpty = a.shape.includes(0) || b.shape.includes(0);
    // Weights of an activation may be spread over the batch, which products one by one would miss.
    const isWhole = isBatch && preluActivationWeights !== undefined;
    if (isUpright || !isFloat || isEmpty || isWhole) return stock(params);

    const multiply = (left: Operand, right: Operand): TensorInfo =>
      withIntermediates(backend, (intermediate) => {
        const upright = ({ matrix, transposed }: Operand): TensorInfo => {
          const turned = transposed ? intermediate(transposeMatrices(matrix, backend)) : matrix;
          return reshapeInfo(turned, [1, ...turned.shape]);
        };
        return stock({
          inputs: { ...params.inputs, a: upright(left), b: upright(right) },
          attrs: { ...params.attrs, transposeA: false, transposeB: false },
          backend,
        }) as TensorInfo;
      });
    return batchedProduct(
      { matrix: a, transposed: transposeA },
      { matrix: b, transposed: transposeB },
      [...batchShape, rows, columns],
      multiply,
      backend,
    );
  };
}

/** A dense layer with bias and activation in one kernel, whatever is transposed or batched. */
export const fusedMatMul: KernelRecipe = {
  kernelName: tf._FusedMatMul,
  why: 'The stock kernel adds a wrong bias to transposed and batched products, which it computes by a scalar loop.',
  create: (stock) => stock && byUprightProducts(stock),
};
