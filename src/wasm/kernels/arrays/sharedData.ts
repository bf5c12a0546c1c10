import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';

/** A second tensor of the same data, which lives until both are disposed. */
export function sharedData(x: TensorInfo, kernels: WasmKernels): TensorInfo {
  kernels.addressOf(x); // moves a tensor of another backend here
  kernels.backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}
