import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../kernels/KernelRecipe';
import type { KernelRuntime } from '../runtime/KernelRuntime';
import type { InstalledKernel } from './InstalledKernel';
import { installationOf } from './installationOf';

/** Registers the kernel of a recipe on the wasm backend, unless it is there already. */
export function installKernel(
  { kernelName, why, create, gradient }: KernelRecipe,
  runtime: KernelRuntime,
): void {
  const stock = tf.getKernel(kernelName, 'wasm');
  if (installationOf(stock)) return;
  const kernelFunc = create(stock?.kernelFunc, runtime.on);
  if (kernelFunc === undefined) return;
  // Registering over a kernel would print a warning.
  if (stock) tf.unregisterKernel(kernelName, 'wasm');
  const hasGradient = gradient !== undefined && tf.getGradient(kernelName) === undefined;
  const kernel: InstalledKernel = {
    // The stock kernel's set-up is kept: tfjs runs it whenever the backend is activated.
    ...stock,
    kernelName,
    backendName: 'wasm',
    kernelFunc,
    variateInstallation: { replaced: stock, why, hasGradient, runtime },
  };
  tf.registerKernel(kernel);
  if (hasGradient) tf.registerGradient({ kernelName, ...gradient });
}
