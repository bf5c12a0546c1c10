import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from './KernelRecipe';
import { ofFloats } from './ofFloats';

const recipe = (kernelName: string): KernelRecipe => ({
  kernelName,
  why: 'The stock kernel takes the bits of an integer for a float, or leaves its output unwritten.',
  create: (stock) => stock && ofFloats(stock),
});

/** Functions of real numbers, also of integers. */
export const integerFunctions: readonly KernelRecipe[] = /* @__PURE__ */ [
  tf.Acosh,
  tf.Asinh,
  tf.IsFinite,
  tf.IsNan,
].map(recipe);
