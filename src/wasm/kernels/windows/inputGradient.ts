import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import { matrixProduct } from '../matrixProduct';
import { reshapeInfo } from '../reshapeInfo';
import { type HeapArray, valuesInPlace } from '../valuesInPlace';
import { withIntermediates } from '../withIntermediates';
import { forEachTap } from './forEachTap';
import type { WindowGeometry } from './WindowGeometry';

/**
 * The gradient of a convolution to its input, channels last: for each element of the window, the
 * product `dy w'` is added to where that element looked.
 */
export function inputGradient(
  dy: TensorInfo,
  filter: TensorInfo,
  inputShape: number[],
  geometry: WindowGeometry,
  kernels: WasmKernels,
): TensorInfo {
  const [channels, outChannels] = filter.shape.slice(-2) as [number, number];
  const size = channels * outChannels;
  const positions = tf.util.sizeFromShape(dy.shape.slice(0, -1));
  const outputs = { matrix: reshapeInfo(dy, [positions, outChannels]), transposed: false };
  return withIntermediates(kernels.backend, (intermediate) => {
    const weights = intermediate(kernels.allocate([channels, outChannels]));
    const gradient = kernels.allocate(inputShape);
    valuesInPlace(kernels, gradient)[0].fill(0);
    forEachTap(geometry, (rows, tap) => {
      const [all, chosen] = valuesInPlace(kernels, filter, weights);
      chosen.set(all.subarray(tap * size, (tap + 1) * size));
      const product = matrixProduct(outputs, { matrix: weights, transposed: true }, kernels);
      const [values, total] = valuesInPlace(kernels, product, gradient);
      addRows(values, rows, channels, total);
      kernels.backend.disposeData(product.dataId);
    });
    return gradient;
  });
}

function addRows(values: HeapArray, rows: Int32Array, channels: number, total: HeapArray): void {
  for (let position = 0; position < rows.length; position++) {
    const row = rows[position] as number;
    if (row < 0) continue;
    const to = row * channels;
    const from = position * channels;
    for (let channel = 0; channel < channels; channel++) {
      total[to + channel] = (total[to + channel] as number) + (values[from + channel] as number);
    }
  }
}
