import type { PadV2Attrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import type { KernelRecipe } from '../KernelRecipe';
import { axisByAxis } from './axisByAxis';
import { blocksAlong } from './blocksAlong';

/** The 32 bits of a number of this dtype. */
function bitsOf(value: number, dtype: 'float32' | 'int32'): number {
  if (dtype === 'int32') return value;
  return new Int32Array(Float32Array.of(value).buffer)[0] as number;
}

/** A tensor with these bits before and behind it along one axis; always a new one. */
function padAxis(
  x: TensorInfo,
  axis: number,
  [before, behind]: readonly [number, number],
  bits: number,
  kernels: WasmKernels,
): TensorInfo {
  const { blocks, bytesOfOne } = blocksAlong(x, axis);
  const length = x.shape[axis] ?? 1;
  const padded = before + length + behind;
  const source = kernels.addressOf(x);
  const shape = x.shape.map((size, i) => (i === axis ? padded : size));
  const output = kernels.allocate(shape, x.dtype);
  const out = kernels.addressOf(output);
  if (padded > length) kernels.run.fillNumbers(out, tf.util.sizeFromShape(shape), bits);
  const bytes = bytesOfOne * length;
  if (blocks * bytes > 0) {
    const to = out + bytesOfOne * before;
    kernels.run.copyBlocks(source, bytes, to, bytesOfOne * padded, blocks, bytes);
  }
  return output;
}

/** Pads numbers with one number. */
export const padV2: KernelRecipe = {
  kernelName: tf.PadV2,
  why: 'The stock kernel computes the position of each element anew.',
  create: (stock, kernelsOn) =>
    stock &&
    ((params) => {
      const { x } = params.inputs as { x: TensorInfo };
      const { paddings, constantValue } = params.attrs as unknown as PadV2Attrs;
      const { dtype } = x;
      if (dtype !== 'float32' && dtype !== 'int32') return stock(params);
      const bits = bitsOf(constantValue, dtype);
      const kernels = kernelsOn(params.backend);
      const axes = paddings.flatMap(([before, behind], axis) =>
        before + behind === 0 ? [] : [axis],
      );
      // The last axes first: they pad the smallest tensor.
      return axisByAxis(x, axes.reverse(), kernels, (from, axis) =>
        padAxis(from, axis, paddings[axis] ?? [0, 0], bits, kernels),
      );
    }),
};
