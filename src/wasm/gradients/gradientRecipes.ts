import * as tf from '@tensorflow/tfjs-core';
import { broadcastingGradient } from './broadcastingGradient';
import { cumsumGradient } from './cumsumGradient';
import type { GradientRecipe } from './GradientRecipe';
import { gatherGradient } from './gatherGradient';
import { mirrorPadGradient } from './mirrorPadGradient';
import { prodGradient } from './prodGradient';

/** All gradients of tfjs that `enableWasmTraining` repairs, in the order of its report. */
export const gradientRecipes = (): readonly GradientRecipe[] => [
  broadcastingGradient(tf.BatchMatMul),
  cumsumGradient,
  gatherGradient,
  broadcastingGradient(tf.Maximum),
  broadcastingGradient(tf.Minimum),
  mirrorPadGradient,
  prodGradient,
  broadcastingGradient(tf.SquaredDifference),
];
