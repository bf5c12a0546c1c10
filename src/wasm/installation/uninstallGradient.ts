import * as tf from '@tensorflow/tfjs-core';
import { replacedGradient } from './replacedGradient';

/** Puts back what a gradient of ours replaced; leaves gradients of others alone. */
export function uninstallGradient(kernelName: string): void {
  const replaced = replacedGradient(tf.getGradient(kernelName));
  if (replaced) tf.registerGradient(replaced);
}
