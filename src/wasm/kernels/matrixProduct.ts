import type { KernelBackend, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Operand } from './Operand';
import { transposeMatrices } from './transposeMatrices';
import { withIntermediates } from './withIntermediates';

/**
 * The time the fast path takes to pack one element of its right operand, over the time to transpose
 * one: 3.0 ns to 0.35 - 0.7 ns where it was measured.
 */
const packingCost = 6;

/**
 * The product of two matrices by untransposed stock products alone: only those are vectorized.
 *
 * There are two orders, `A B` and `(B' A')'`. They transpose different tensors and, what matters
 * more for a small batch, pack different ones: `dy w'` as `(w dy')'` packs the gradient of 100
 * examples instead of the whole weight matrix. The order that moves less is taken.
 */
export function matrixProduct(
  a: Operand,
  b: Operand,
  stock: KernelFunc,
  backend: KernelBackend,
): TensorInfo {
  const multiply = (left: TensorInfo, right: TensorInfo): TensorInfo =>
    stock({
      inputs: { a: left, b: right },
      attrs: { transposeA: false, transposeB: false },
      backend,
    }) as TensorInfo;
  // In its own order the stock kernel keeps the packed right operand for the next call with it.
  if (!a.transposed && !b.transposed) return multiply(a.matrix, b.matrix);

  const sizeOfA = tf.util.sizeFromShape(a.matrix.shape);
  const sizeOfB = tf.util.sizeFromShape(b.matrix.shape);
  const rows = a.matrix.shape.at(a.transposed ? -1 : -2) as number;
  const columns = b.matrix.shape.at(b.transposed ? -2 : -1) as number;
  const direct =
    (a.transposed ? sizeOfA : 0) + (b.transposed ? sizeOfB : 0) + packingCost * sizeOfB;
  const swapped =
    (a.transposed ? 0 : sizeOfA) +
    (b.transposed ? 0 : sizeOfB) +
    packingCost * sizeOfA +
    rows * columns;

  return withIntermediates(backend, (intermediate) => {
    const oriented = ({ matrix, transposed }: Operand, wanted: boolean): TensorInfo =>
      transposed === wanted ? matrix : intermediate(transposeMatrices(matrix, backend));
    return direct <= swapped
      ? multiply(oriented(a, false), oriented(b, false))
      : transposeMatrices(intermediate(multiply(oriented(b, true), oriented(a, true))), backend);
  });
}
