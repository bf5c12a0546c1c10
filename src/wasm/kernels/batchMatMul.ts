import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { BatchMatMulAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { batchedProduct } from './batchedProduct';
import type { KernelRecipe } from './KernelRecipe';
import { matrixProduct } from './matrixProduct';
import { repeatsWholeBatch } from './repeatsWholeBatch';
import { runKernel } from './runKernel';

/**
 * The number of multiply-adds below which a product is left to the stock kernel: its scalar loop is
 * then done before a transpose and the fast path are set up.
 */
const smallestFastProduct = 2 ** 13;

function byFastProducts(stock: KernelFunc): KernelFunc {
  return (params) => {
    const { a, b } = params.inputs as { a: TensorInfo; b: TensorInfo };
    const { transposeA, transposeB } = params.attrs as unknown as BatchMatMulAttrs;
    const backend = params.backend as BackendWasm;

    const rows = a.shape.at(transposeA ? -1 : -2) as number;
    const inner = a.shape.at(transposeA ? -2 : -1) as number;
    const innerOfB = b.shape.at(transposeB ? -1 : -2) as number;
    const columns = b.shape.at(transposeB ? -2 : -1) as number;
    // What the stock kernel refuses, it may refuse in its own words.
    if (a.dtype !== 'float32' || b.dtype !== 'float32' || inner !== innerOfB) return stock(params);

    const batchOfA = a.shape.slice(0, -2);
    const batchOfB = b.shape.slice(0, -2);
    const batchShape = tf.broadcast_util.assertAndGetBroadcastShape(batchOfA, batchOfB);
    const shape = [...batchShape, rows, columns];
    // The stock fast path fails on a size of zero, and leaves the output as it found it.
    if (inner * tf.util.sizeFromShape(shape) === 0) {
      return runKernel(tf.Fill, {}, { shape, value: 0, dtype: 'float32' }, backend);
    }
    const stockBroadcasts =
      repeatsWholeBatch(batchOfA, batchShape) && repeatsWholeBatch(batchOfB, batchShape);
    if (stockBroadcasts && rows * columns * inner < smallestFastProduct) return stock(params);

    return batchedProduct(
      { matrix: a, transposed: transposeA },
      { matrix: b, transposed: transposeB },
      shape,
      (left, right) => matrixProduct(left, right, stock, backend),
      backend,
    );
  };
}

/** Matrix products at the speed of the untransposed one, whatever is transposed or batched. */
export const batchMatMul: KernelRecipe = {
  kernelName: tf.BatchMatMul,
  why: 'The stock kernel multiplies transposed matrices, and batches of matrices, by a scalar loop.',
  create: (stock) => stock && byFastProducts(stock),
};
