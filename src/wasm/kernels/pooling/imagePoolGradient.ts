import type { MaxPoolAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { forwardPatches } from '../convolution/forwardPatches';
import { describe, patchCount } from '../convolution/Patches';
import { float32Kernel } from '../float32Kernel';
import type { KernelRecipe } from '../KernelRecipe';
import { valuesInPlace } from '../valuesInPlace';
import { poolInfo } from './poolInfo';
import { poolWorkspace } from './poolWorkspace';

/** The gradient of a pool over images. */
export const imagePoolGradient = (
  kernelName: typeof tf.MaxPoolGrad | typeof tf.AvgPoolGrad,
  run: 'maxPoolToInput' | 'averagePoolToInput',
  why: string,
): KernelRecipe =>
  float32Kernel(kernelName, why, ['dy', 'input'], ({ dy, input }, attrs: MaxPoolAttrs, kernels) => {
    const patches = forwardPatches(poolInfo(input, attrs));
    const isPartition = [patches.y, patches.x].every(
      ({ size, positions, taps, stride, offset }) =>
        stride === taps && offset === 0 && positions * taps === size,
    );
    const atInput = kernels.addressOf(input);
    const atDy = kernels.addressOf(dy);
    const workspace = poolWorkspace(patches, kernels);
    const dx = kernels.allocate(input.shape);
    if (tf.util.sizeFromShape(input.shape) === 0) return dx;
    // Where windows share pixels gradients are summed, and where there are none they are zero.
    if (!isPartition) valuesInPlace(kernels, dx)[0].fill(0);
    const behind = describe(kernels, patches, atInput, workspace);
    const positions = patchCount(patches);
    kernels.run[run](workspace, positions, atDy, !isPartition, kernels.addressOf(dx), behind);
    return dx;
  });
