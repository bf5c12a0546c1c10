import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { broadcastIndex } from './broadcastIndex';
import type { Operand } from './Operand';
import { reshapeInfo } from './reshapeInfo';
import { withIntermediates } from './withIntermediates';

/**
 * The product, of this shape, of two batches of matrices by a `multiply` for two matrices: of the
 * stock kernels only that one is vectorized.
 */
export function batchedProduct(
  a: Operand,
  b: Operand,
  shape: number[],
  multiply: (a: Operand, b: Operand) => TensorInfo,
  backend: BackendWasm,
): TensorInfo {
  const count = tf.util.sizeFromShape(shape.slice(0, -2));
  const countOfB = tf.util.sizeFromShape(b.matrix.shape.slice(0, -2));
  const isOneProduct = countOfB === 1 && (count === 1 || !a.transposed);
  if (!isOneProduct) return productOfEach(a, b, shape, multiply, backend);

  // By one right operand, the rows of all left matrices are the rows of one.
  const [rows, columns] = a.matrix.shape.slice(-2) as [number, number];
  const product = multiply(
    { ...a, matrix: reshapeInfo(a.matrix, [a.transposed ? rows : count * rows, columns]) },
    { ...b, matrix: reshapeInfo(b.matrix, b.matrix.shape.slice(-2)) },
  );
  return reshapeInfo(product, shape);
}

/** One product after the other. */
function productOfEach(
  a: Operand,
  b: Operand,
  shape: number[],
  multiply: (a: Operand, b: Operand) => TensorInfo,
  backend: BackendWasm,
): TensorInfo {
  const batchShape = shape.slice(0, -2);
  const count = tf.util.sizeFromShape(batchShape);
  const size = tf.util.sizeFromShape(shape.slice(-2));
  const products = backend.makeOutput(shape, 'float32');

  for (let index = 0; index < count; index++) {
    withIntermediates(backend, (intermediate) => {
      const at = ({ matrix, transposed }: Operand): Operand => {
        const source = broadcastIndex(matrix.shape.slice(0, -2), batchShape, index);
        return { matrix: intermediate(copyMatrix(matrix, source, backend)), transposed };
      };
      const product = intermediate(multiply(at(a), at(b)));
      heapOf(products, backend).set(heapOf(product, backend), index * size);
    });
  }
  return products;
}

/** A copy of one matrix of a batch; the stock Slice copies the whole batch each time. */
function copyMatrix(batch: TensorInfo, index: number, backend: BackendWasm): TensorInfo {
  const shape = batch.shape.slice(-2);
  const size = tf.util.sizeFromShape(shape);
  const matrix = backend.makeOutput(shape, 'float32');
  const start = index * size;
  heapOf(matrix, backend).set(heapOf(batch, backend).subarray(start, start + size));
  return matrix;
}

/** The values of a float32 tensor in place; valid until the next allocation, which may move them. */
function heapOf(tensor: TensorInfo, backend: BackendWasm): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}
