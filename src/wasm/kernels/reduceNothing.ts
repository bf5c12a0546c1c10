import type { SumAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../runtime/WasmKernels';
import { valuesInPlace } from './valuesInPlace';

/** What reducing a tensor without elements comes to: this number, in the shape that is left. */
export function reduceNothing(
  x: TensorInfo,
  { axis, keepDims }: SumAttrs,
  value: number,
  kernels: WasmKernels,
): TensorInfo {
  const axes = tf.util.parseAxisParam(axis, x.shape);
  const shape = x.shape.flatMap((size, index) =>
    axes.includes(index) ? (keepDims ? [1] : []) : [size],
  );
  const output = kernels.allocate(shape, x.dtype);
  valuesInPlace(kernels, output)[0].fill(value);
  return output;
}
