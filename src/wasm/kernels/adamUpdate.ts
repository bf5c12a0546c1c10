import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { AdamState, AdamStep } from '../../internal/adamUpdate';
import type { WasmKernels } from '../runtime/WasmKernels';
import type { KernelRecipe } from './KernelRecipe';

/** The input itself where it alone holds its data, and else a new tensor. */
function outputFor(input: TensorInfo, kernels: WasmKernels): TensorInfo {
  const { backend } = kernels;
  if (backend.refCount(input.dataId) > 1) return kernels.allocate([...input.shape]);
  backend.incRef(input.dataId);
  return { dataId: input.dataId, shape: input.shape, dtype: input.dtype };
}

/** A step of Adam in one pass over a variable and its moments, in place where nobody else sees it. */
export const adamUpdate: KernelRecipe = {
  kernelName: 'AdamUpdate',
  why: 'A step of Adam takes one pass over a variable and its moments, in place.',
  create: (_, kernelsOn) => (params) => {
    const { variable, first, second, gradient } = params.inputs as unknown as AdamState;
    const { beta1, beta2, rate, epsilon } = params.attrs as unknown as AdamStep;
    const kernels = kernelsOn(params.backend);
    const updated = [variable, first, second] as const;
    const addresses = [...updated, gradient].map((tensor) => kernels.addressOf(tensor));
    const outputs = updated.map((tensor) => outputFor(tensor, kernels));
    kernels.run.adamUpdate(
      ...(addresses as [number, number, number, number]),
      tf.util.sizeFromShape(variable.shape),
      ...([beta1, 1 - beta1, beta2, 1 - beta2, rate, epsilon] as const),
      ...(outputs.map((tensor) => kernels.addressOf(tensor)) as [number, number, number]),
    );
    return outputs;
  },
};
