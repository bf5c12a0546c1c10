import type { KernelFunc } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** Runs `body` while the active backend has this kernel, then puts back what it had before. */
export function withKernel(kernelName: string, kernelFunc: KernelFunc, body: () => void): void {
  const backendName = tf.getBackend();
  const before = tf.getKernel(kernelName, backendName);
  if (before) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ kernelName, backendName, kernelFunc });
  try {
    body();
  } finally {
    tf.unregisterKernel(kernelName, backendName);
    if (before) tf.registerKernel(before);
  }
}
