import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../runtime/WasmKernels';
import type { KernelRecipe } from './KernelRecipe';
import { requireFloat32 } from './requireFloat32';

/** A kernel in one's own words: its operands, which are float32, and what is computed from them. */
export function float32Kernel<Operand extends string, Attrs>(
  kernelName: string,
  why: string,
  operands: readonly Operand[],
  run: (
    inputs: Readonly<Record<Operand, TensorInfo>>,
    attrs: Attrs,
    kernels: WasmKernels,
  ) => TensorInfo,
): KernelRecipe {
  return {
    kernelName,
    why,
    create:
      (_, kernelsOn) =>
      ({ inputs, attrs, backend }) => {
        const given = inputs as Record<Operand, TensorInfo>;
        requireFloat32(
          kernelName,
          Object.fromEntries(operands.map((operand) => [operand, given[operand]])),
        );
        return run(given, attrs as unknown as Attrs, kernelsOn(backend));
      },
  };
}
