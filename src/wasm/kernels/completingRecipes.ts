import { cast } from './cast';
import { cumprod } from './cumprod';
import { cumsum } from './cumsum';
import { einsum } from './einsum';
import { gatherV2 } from './indexing/gatherV2';
import { oneHot } from './indexing/oneHot';
import { unsortedSegmentSum } from './indexing/unsortedSegmentSum';
import { integerFunctions } from './integerFunctions';
import type { KernelRecipe } from './KernelRecipe';
import { prod } from './prod';
import { avgPool3DGrad } from './windows/avgPool3DGrad';
import { conv3DBackpropFilter } from './windows/conv3DBackpropFilter';
import { conv3DBackpropInput } from './windows/conv3DBackpropInput';
import { depthwiseBackpropFilter } from './windows/depthwiseBackpropFilter';
import { depthwiseBackpropInput } from './windows/depthwiseBackpropInput';
import { depthwiseConv2D } from './windows/depthwiseConv2D';
import { dilation2D } from './windows/dilation2D';
import { dilation2DBackpropFilter } from './windows/dilation2DBackpropFilter';
import { dilation2DBackpropInput } from './windows/dilation2DBackpropInput';
import { maxPool3D } from './windows/maxPool3D';
import { maxPool3DGrad } from './windows/maxPool3DGrad';

/** The kernels that the stock backend lacks, or gets wrong, composed of others or written in TypeScript. */
export const completingRecipes: readonly KernelRecipe[] = [
  conv3DBackpropFilter,
  conv3DBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  depthwiseConv2D,
  maxPool3D,
  maxPool3DGrad,
  avgPool3DGrad,
  dilation2D,
  dilation2DBackpropFilter,
  dilation2DBackpropInput,
  gatherV2,
  oneHot,
  unsortedSegmentSum,
  ...integerFunctions,
  cast,
  cumprod,
  cumsum,
  einsum,
  prod,
];
