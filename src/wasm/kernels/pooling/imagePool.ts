import type { MaxPoolAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { forwardPatches } from '../convolution/forwardPatches';
import { describe, patchCount } from '../convolution/Patches';
import { float32Kernel } from '../float32Kernel';
import type { KernelRecipe } from '../KernelRecipe';
import { poolInfo } from './poolInfo';
import { poolWorkspace } from './poolWorkspace';

/** A pool over images: one value for each window and channel. */
export const imagePool = (
  kernelName: typeof tf.MaxPool | typeof tf.AvgPool,
  run: 'maxPool' | 'averagePool',
  why: string,
): KernelRecipe =>
  float32Kernel(kernelName, why, ['x'], ({ x }, attrs: MaxPoolAttrs, kernels) => {
    const info = poolInfo(x, attrs);
    const patches = forwardPatches(info);
    const atX = kernels.addressOf(x);
    const workspace = poolWorkspace(patches, kernels);
    const y = kernels.allocate(info.outShape);
    if (tf.util.sizeFromShape(info.outShape) === 0) return y;
    const behind = describe(kernels, patches, atX, workspace);
    kernels.run[run](workspace, patchCount(patches), kernels.addressOf(y), behind);
    return y;
  });
