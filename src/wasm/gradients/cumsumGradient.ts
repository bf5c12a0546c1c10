import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { GradientRecipe } from './GradientRecipe';

/** The gradient of a running sum is the running sum from the other end. */
export const cumsumGradient: GradientRecipe = {
  kernelName: tf.Cumsum,
  why: "tfjs's gradient transposes its result for every axis but the last one.",
  create: () => (dy, _saved, attrs) => {
    const { axis, exclusive, reverse } = attrs as unknown as tf.CumsumAttrs;
    return { x: () => tf.cumsum(dy as Tensor, axis, exclusive, !reverse) };
  },
};
