import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import { valuesInPlace } from '../valuesInPlace';

/** What normalization multiplies by: the scale, where there is one, over the deviation. */
export function factorsByChannel(
  variance: TensorInfo,
  scale: TensorInfo | undefined,
  epsilon: number,
  kernels: WasmKernels,
): TensorInfo {
  const factors = kernels.allocate(variance.shape);
  const [variances, scales, to] = valuesInPlace(kernels, variance, scale ?? variance, factors);
  for (let c = 0; c < to.length; c++) {
    const deviation = Math.sqrt((variances[c] as number) + epsilon);
    to[c] = (scale ? (scales[c] as number) : 1) / deviation;
  }
  return factors;
}
