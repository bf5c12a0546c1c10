import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import { imagePool } from './imagePool';
import { imagePoolGradient } from './imagePoolGradient';

const misreads =
  'The stock kernel writes beyond its output for one number of padding and a window that is not square.';

/** Pools over images and their gradients, in one pass. */
export const poolingRecipes: readonly KernelRecipe[] = [
  /* @__PURE__ */ imagePool(tf.MaxPool, 'maxPool', misreads),
  /* @__PURE__ */ imagePoolGradient(
    tf.MaxPoolGrad,
    'maxPoolToInput',
    'The stock kernel loses the gradient of every window whose values are all negative.',
  ),
  /* @__PURE__ */ imagePool(tf.AvgPool, 'averagePool', misreads),
  /* @__PURE__ */ imagePoolGradient(
    tf.AvgPoolGrad,
    'averagePoolToInput',
    'The stock kernel divides by the size of the window also where that reaches into the padding.',
  ),
];
