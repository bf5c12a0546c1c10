import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from './KernelRecipe';
import { withNonNegativeAxis } from './withNonNegativeAxis';

/** Running sums along any axis. */
export const cumsum: KernelRecipe = {
  kernelName: tf.Cumsum,
  why: 'The stock kernel writes out of bounds for a negative axis, which leaves the backend unusable.',
  create: (stock) => stock && withNonNegativeAxis(stock),
};
