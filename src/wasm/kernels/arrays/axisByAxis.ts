import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import { withIntermediates } from '../withIntermediates';

/**
 * Changes a tensor along one axis after the other, by a step that makes a new tensor each time: also
 * where there is no axis to change, for then the first is taken, unchanged.
 */
export function axisByAxis(
  x: TensorInfo,
  axes: readonly number[],
  kernels: WasmKernels,
  step: (from: TensorInfo, axis: number) => TensorInfo,
): TensorInfo {
  return withIntermediates(kernels.backend, (intermediate) => {
    const [first = 0, ...others] = axes;
    let changed = step(x, first);
    for (const axis of others) changed = step(intermediate(changed), axis);
    return changed;
  });
}
