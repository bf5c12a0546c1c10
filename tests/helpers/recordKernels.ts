import type { KernelConfig } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** The names of the kernels that a piece of code runs on the active backend, in order. */
export function recordKernels(body: () => void): string[] {
  const names: string[] = [];
  const originals = tf.getKernelsForBackend(tf.getBackend());
  const recording = originals.map(
    (kernel): KernelConfig => ({
      ...kernel,
      kernelFunc: (params) => {
        names.push(kernel.kernelName);
        return kernel.kernelFunc(params);
      },
    }),
  );
  const register = (kernels: readonly KernelConfig[]): void => {
    for (const kernel of kernels) {
      tf.unregisterKernel(kernel.kernelName, kernel.backendName);
      tf.registerKernel(kernel);
    }
  };
  register(recording);
  try {
    body();
  } finally {
    register(originals);
  }
  return names;
}
