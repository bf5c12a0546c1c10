import type { GradConfig } from '@tensorflow/tfjs-core';

/** One gradient of tfjs that `enableWasmTraining` repairs. */
export interface GradientRecipe {
  readonly kernelName: string;
  /** What is wrong with tfjs's own: one sentence, shown in the report. */
  readonly why: string;
  /**
   * Builds the gradient, given tfjs's own: it gets the tensors that tfjs's own saves. It is used on
   * the wasm backend alone.
   */
  readonly create: (stock: GradConfig['gradFunc']) => GradConfig['gradFunc'];
}
