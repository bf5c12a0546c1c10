import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from './KernelRecipe';
import { withNonNegativeAxis } from './withNonNegativeAxis';

/** Running products along any axis. */
export const cumprod: KernelRecipe = {
  kernelName: tf.Cumprod,
  why: 'The stock kernel writes out of bounds for a negative axis, which leaves the backend unusable.',
  create: (stock) => stock && withNonNegativeAxis(stock),
};
