import * as tf from '@tensorflow/tfjs-core';
import type { GradientRecipe } from '../gradients/GradientRecipe';
import type { InstalledGradient } from './InstalledGradient';
import { replacedGradient } from './replacedGradient';

/**
 * Registers the gradient of a recipe, unless it is there already. tfjs has one gradient for all
 * backends; on any other than wasm, its own stays in use.
 */
export function installGradient({ kernelName, create }: GradientRecipe): void {
  const stock = tf.getGradient(kernelName);
  // Without gradients of tfjs there is nothing to repair: a program then only infers.
  if (stock === undefined || replacedGradient(stock)) return;
  const repaired = create(stock.gradFunc);
  const gradient: InstalledGradient = {
    ...stock,
    gradFunc: (...params) =>
      tf.getBackend() === 'wasm' ? repaired(...params) : stock.gradFunc(...params),
    variateReplaced: stock,
  };
  tf.registerGradient(gradient);
}
