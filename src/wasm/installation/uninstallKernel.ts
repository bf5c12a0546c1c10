import type { KernelConfig } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { installationOf } from './installationOf';

/** Puts back what a kernel of ours replaced; leaves kernels of others alone. */
export function uninstallKernel(kernel: KernelConfig): void {
  const installation = installationOf(kernel);
  if (installation === undefined) return;
  tf.unregisterKernel(kernel.kernelName, 'wasm');
  if (installation.replaced) tf.registerKernel(installation.replaced);
  if (installation.hasGradient) tf.unregisterGradient(kernel.kernelName);
  installation.runtime.release();
}
