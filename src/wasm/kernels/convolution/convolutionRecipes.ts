import type { KernelRecipe } from '../KernelRecipe';
import { conv2D } from './conv2D';
import { conv2DBackpropFilter } from './conv2DBackpropFilter';
import { conv2DBackpropInput } from './conv2DBackpropInput';
import { fusedConv2D } from './fusedConv2D';

/** Convolutions of images and their gradients, by the packed product. */
export const convolutionRecipes: readonly KernelRecipe[] = [
  conv2D,
  fusedConv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
];
