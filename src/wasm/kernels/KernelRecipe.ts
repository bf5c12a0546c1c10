import type { GradConfig, KernelFunc } from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../runtime/WasmKernels';

/** The compiled kernels on the memory of a backend, as tfjs hands it to a kernel. */
export type KernelsOn = (backend: unknown) => WasmKernels;

/** One kernel that `enableWasmTraining` installs. */
export interface KernelRecipe {
  readonly kernelName: string;
  /** What it does that the stock backend does not: one sentence, shown in the report. */
  readonly why: string;
  /**
   * Builds the kernel, given the stock one of that name where the backend has one. Returns
   * undefined where there is nothing to build upon: the recipe is then left out.
   */
  readonly create: (stock: KernelFunc | undefined, kernelsOn: KernelsOn) => KernelFunc | undefined;
  /** The gradient of a kernel that tfjs does not know, registered and taken out with it. */
  readonly gradient?: Omit<GradConfig, 'kernelName'>;
}
