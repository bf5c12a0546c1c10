import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import { axisByAxis } from './axisByAxis';
import { blocksAlong } from './blocksAlong';

/** A tensor repeated along its axes, axis by axis; always a new one. */
export function tileInfo(x: TensorInfo, reps: readonly number[], kernels: WasmKernels): TensorInfo {
  const axes = reps.flatMap((times, axis) => (times === 1 ? [] : [axis]));
  // The last axes first: they repeat the smallest blocks.
  return axisByAxis(x, axes.reverse(), kernels, (from, axis) =>
    repeatAxis(from, axis, reps[axis] ?? 1, kernels),
  );
}

function repeatAxis(x: TensorInfo, axis: number, times: number, kernels: WasmKernels): TensorInfo {
  const { blocks, bytesOfOne } = blocksAlong(x, axis);
  const bytes = bytesOfOne * (x.shape[axis] ?? 1);
  const source = kernels.addressOf(x);
  const shape = x.shape.map((size, i) => (i === axis ? size * times : size));
  const output = kernels.allocate(shape, x.dtype);
  if (tf.util.sizeFromShape(shape) > 0) {
    kernels.run.repeatBlocks(source, blocks, bytes, times, kernels.addressOf(output));
  }
  return output;
}
