import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import { tileInfo } from '../arrays/tileInfo';
import { reshapeInfo } from '../reshapeInfo';
import { withIntermediates } from '../withIntermediates';

/** What a kernel of two operands takes: for each its address, and whether it is one number for all. */
export type OperandArguments = readonly [
  a: number,
  isScalarA: boolean,
  b: number,
  isScalarB: boolean,
];

/** Runs a kernel on two float32 tensors, broadcast as numpy does, into a new one of `dtype`. */
export function broadcastOperands(
  a: TensorInfo,
  b: TensorInfo,
  dtype: 'float32' | 'bool',
  kernels: WasmKernels,
  run: (operands: OperandArguments, size: number, out: number) => void,
): TensorInfo {
  const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const size = tf.util.sizeFromShape(shape);
  return withIntermediates(kernels.backend, (intermediate) => {
    const argumentsOf = (x: TensorInfo): [address: number, isScalar: boolean] => {
      const own = tf.util.sizeFromShape(x.shape);
      if (own === size || own === 1) return [kernels.addressOf(x), own !== size];
      const padded = [...Array<number>(shape.length - x.shape.length).fill(1), ...x.shape];
      const reps = padded.map((length, axis) => (length === 1 ? (shape[axis] as number) : 1));
      return [
        kernels.addressOf(intermediate(tileInfo(reshapeInfo(x, padded), reps, kernels))),
        false,
      ];
    };
    const operands = [...argumentsOf(a), ...argumentsOf(b)] as const;
    const output = kernels.allocate(shape, dtype);
    if (size > 0) run(operands, size, kernels.addressOf(output));
    return output;
  });
}
