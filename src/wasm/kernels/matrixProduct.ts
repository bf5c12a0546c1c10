import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../runtime/WasmKernels';
import { broadcastIndex } from './broadcastIndex';
import type { Operand } from './Operand';
import { sizesOf } from './sizesOf';

/** What is done to a product before it is written. */
export interface Finish {
  /** Added to each row. */
  readonly bias?: TensorInfo | undefined;
  /** The number that `FusableActivation` of the wasm backend has for it; the kernel knows a few. */
  readonly activation: number;
  /** The slope of a leaky ReLU. */
  readonly slope: number;
}

/** The product of two batches of float32 matrices, the batches broadcast as numpy does. */
export function matrixProduct(
  a: Operand,
  b: Operand,
  kernels: WasmKernels,
  { bias, activation, slope }: Finish = { activation: 0, slope: 0 },
): TensorInfo {
  const [rows, inner] = sizesOf(a);
  const [, columns] = sizesOf(b);
  const batchOfA = a.matrix.shape.slice(0, -2);
  const batchOfB = b.matrix.shape.slice(0, -2);
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(batchOfA, batchOfB);

  const atA = kernels.addressOf(a.matrix);
  const atB = kernels.addressOf(b.matrix);
  const atBias = bias ? kernels.addressOf(bias) : 0;
  const workspace = kernels.workspace(kernels.run.gemmWorkspaceBytes());
  const product = kernels.allocate([...batch, rows, columns]);
  if (tf.util.sizeFromShape(product.shape) === 0) return product;
  const transposed = { transposeA: a.transposed, transposeB: b.transposed };
  const atProduct = kernels.addressOf(product);

  const multiply = (rows: number, a: number, b: number, c: number): void => {
    const sizes = { ...transposed, rows, columns, inner };
    try {
      kernels.multiply({ ...sizes, a, b, c, bias: atBias, activation, slope }, workspace);
    } catch (error) {
      kernels.backend.disposeData(product.dataId);
      throw error;
    }
  };

  const count = tf.util.sizeFromShape(batch);
  // By one right operand, the rows of all left matrices are the rows of one.
  if (tf.util.sizeFromShape(batchOfB) === 1 && (count === 1 || !a.transposed)) {
    multiply(count * rows, atA, atB, atProduct);
    return product;
  }
  for (let index = 0; index < count; index++) {
    multiply(
      rows,
      atA + 4 * rows * inner * broadcastIndex(batchOfA, batch, index),
      atB + 4 * inner * columns * broadcastIndex(batchOfB, batch, index),
      atProduct + 4 * rows * columns * index,
    );
  }
  return product;
}
