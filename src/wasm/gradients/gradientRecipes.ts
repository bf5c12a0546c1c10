import * as tf from '@tensorflow/tfjs-core';
import { broadcastingGradient } from './broadcastingGradient';
import { cumsumGradient } from './cumsumGradient';
import { fusedBatchNormGradient } from './fusedBatchNormGradient';
import type { GradientRecipe } from './GradientRecipe';
import { gatherGradient } from './gatherGradient';
import { mirrorPadGradient } from './mirrorPadGradient';
import { onePassGradient } from './onePassGradient';
import { prodGradient } from './prodGradient';
import { reductionGradient } from './reductionGradient';

/** All gradients of tfjs that `enableWasmTraining` repairs, in the order of its report. */
export const gradientRecipes = (): readonly GradientRecipe[] => [
  broadcastingGradient(tf.BatchMatMul),
  cumsumGradient,
  fusedBatchNormGradient,
  gatherGradient,
  broadcastingGradient(tf.Maximum),
  broadcastingGradient(tf.Minimum),
  mirrorPadGradient,
  prodGradient,
  reductionGradient('Mean'),
  onePassGradient(tf.Relu, 'ReluGrad'),
  onePassGradient(tf.Square, 'SquareGrad'),
  broadcastingGradient(tf.SquaredDifference),
  reductionGradient('Sum'),
];
