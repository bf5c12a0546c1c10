import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../runtime/WasmKernels';
import { broadcastIndex } from './broadcastIndex';
import type { Operand } from './Operand';
import { sizesOf } from './sizesOf';
import { valuesInPlace } from './valuesInPlace';

/**
 * The product of two batches of int32 matrices, modulo 2^32. It counts things, as in a confusion
 * matrix, and is rare: a loop in JavaScript is fast enough, and exact where float32 would not be.
 */
export function integerProduct(a: Operand, b: Operand, kernels: WasmKernels): TensorInfo {
  const [rows, inner] = sizesOf(a);
  const [, columns] = sizesOf(b);
  const batchOfA = a.matrix.shape.slice(0, -2);
  const batchOfB = b.matrix.shape.slice(0, -2);
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(batchOfA, batchOfB);
  const product = kernels.allocate([...batch, rows, columns], 'int32');

  const [left, right, sums] = valuesInPlace(kernels, a.matrix, b.matrix, product);
  sums.fill(0);
  const count = tf.util.sizeFromShape(batch);
  for (let index = 0, to = 0; index < count; index++, to += rows * columns) {
    const atA = rows * inner * broadcastIndex(batchOfA, batch, index);
    const atB = inner * columns * broadcastIndex(batchOfB, batch, index);
    for (let k = 0; k < inner; k++) {
      for (let i = 0; i < rows; i++) {
        const factor = left[atA + (a.transposed ? k * rows + i : i * inner + k)] as number;
        for (let j = 0; j < columns; j++) {
          const other = right[atB + (b.transposed ? j * inner + k : k * columns + j)] as number;
          const at = to + i * columns + j;
          sums[at] = (sums[at] as number) + Math.imul(factor, other);
        }
      }
    }
  }
  return product;
}
