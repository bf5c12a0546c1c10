import type { KernelFunc } from '@tensorflow/tfjs-core';

/** One kernel that `enableWasmTraining` installs. */
export interface KernelRecipe {
  readonly kernelName: string;
  /** What it does that the stock backend does not: one sentence, shown in the report. */
  readonly why: string;
  /**
   * Builds the kernel, given the stock one of that name where the backend has one. Returns
   * undefined where there is nothing to build upon: the recipe is then left out.
   */
  readonly create: (stock: KernelFunc | undefined) => KernelFunc | undefined;
}
