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
 * The gradient of a convolution to its filter, channels last: for each element of the window, the
 * product `x' dy` of what that element saw with what came of it.
 */
export function filterGradient(
  x: TensorInfo,
  dy: TensorInfo,
  filterShape: number[],
  geometry: WindowGeometry,
  kernels: WasmKernels,
): TensorInfo {
  const [channels, outChannels] = filterShape.slice(-2) as [number, number];
  const positions = tf.util.sizeFromShape(dy.shape.slice(0, -1));
  const outputs = { matrix: reshapeInfo(dy, [positions, outChannels]), transposed: false };
  return withIntermediates(kernels.backend, (intermediate) => {
    const seen = intermediate(kernels.allocate([positions, channels]));
    const gradient = kernels.allocate(filterShape);
    forEachTap(geometry, (rows, tap) => {
      const [from, gathered] = valuesInPlace(kernels, x, seen);
      gatherRows(from, rows, channels, gathered);
      const product = matrixProduct({ matrix: seen, transposed: true }, outputs, kernels);
      const [values, total] = valuesInPlace(kernels, product, gradient);
      total.set(values, tap * channels * outChannels);
      kernels.backend.disposeData(product.dataId);
    });
    return gradient;
  });
}

function gatherRows(x: HeapArray, rows: Int32Array, channels: number, gathered: HeapArray): void {
  let to = 0;
  for (let position = 0; position < rows.length; position++) {
    const from = (rows[position] as number) * channels;
    for (let channel = 0; channel < channels; channel++) {
      gathered[to++] = from < 0 ? 0 : (x[from + channel] as number);
    }
  }
}
