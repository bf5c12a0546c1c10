import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import { withIntermediates } from '../withIntermediates';

/** A tensor repeated along its axes, axis by axis; always a new one. */
export function tileInfo(x: TensorInfo, reps: readonly number[], kernels: WasmKernels): TensorInfo {
  return withIntermediates(kernels.backend, (intermediate) => {
    const axes = reps.flatMap((times, axis) => (times === 1 ? [] : [axis]));
    // The last axes first: they repeat the smallest blocks. Where nothing repeats, it is a copy.
    const [innermost = 0, ...others] = axes.reverse();
    let tiled = repeatAxis(x, innermost, reps[innermost] ?? 1, kernels);
    for (const axis of others) {
      tiled = repeatAxis(intermediate(tiled), axis, reps[axis] as number, kernels);
    }
    return tiled;
  });
}

function repeatAxis(x: TensorInfo, axis: number, times: number, kernels: WasmKernels): TensorInfo {
  const blocks = tf.util.sizeFromShape(x.shape.slice(0, axis));
  const bytes = tf.util.bytesPerElement(x.dtype) * tf.util.sizeFromShape(x.shape.slice(axis));
  const source = kernels.addressOf(x);
  const shape = x.shape.map((size, i) => (i === axis ? size * times : size));
  const output = kernels.allocate(shape, x.dtype);
  if (tf.util.sizeFromShape(shape) > 0) {
    kernels.run.repeatBlocks(source, blocks, bytes, times, kernels.addressOf(output));
  }
  return output;
}
