import * as tf from '@tensorflow/tfjs-core';
import { gradientRecipes } from './gradients/gradientRecipes';
import { uninstallGradient } from './installation/uninstallGradient';
import { uninstallKernel } from './installation/uninstallKernel';

/**
 * Puts the stock kernels of the wasm backend back, as if `enableWasmTraining` had not been called.
 *
 * For comparing the two, and for ruling the installed kernels out when looking for an error. Does
 * nothing where nothing is installed. Tensors stay valid.
 *
 * @example
 * ```ts
 * import { disableWasmTraining, enableWasmTraining } from 'variate/wasm';
 *
 * await enableWasmTraining();
 * disableWasmTraining();
 * ```
 */
export function disableWasmTraining(): void {
  tf.getKernelsForBackend('wasm').forEach(uninstallKernel);
  for (const { kernelName } of gradientRecipes()) uninstallGradient(kernelName);
}
