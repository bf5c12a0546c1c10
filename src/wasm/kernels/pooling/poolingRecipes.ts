import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import { imagePool } from './imagePool';
import { imagePoolGradient } from './imagePoolGradient';

const misreads =
  'The stock kernel writes beyond its output for one number of padding and a window that is not square.';

/** Pools over images and their gradients, in one pass. */
export const poolingRecipes: readonly KernelRecipe[] = [
  {
    kernelName: tf.MaxPool,
    why: misreads,
    create: (_, kernelsOn) => imagePool(tf.MaxPool, 'maxPool', kernelsOn),
  },
  {
    kernelName: tf.MaxPoolGrad,
    why: 'The stock kernel loses the gradient of every window whose values are all negative.',
    create: (_, kernelsOn) => imagePoolGradient(tf.MaxPoolGrad, 'maxPoolToInput', kernelsOn),
  },
  {
    kernelName: tf.AvgPool,
    why: misreads,
    create: (_, kernelsOn) => imagePool(tf.AvgPool, 'averagePool', kernelsOn),
  },
  {
    kernelName: tf.AvgPoolGrad,
    why: 'The stock kernel divides by the size of the window also where that reaches into the padding.',
    create: (_, kernelsOn) => imagePoolGradient(tf.AvgPoolGrad, 'averagePoolToInput', kernelsOn),
  },
];
