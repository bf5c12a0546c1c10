import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { forwardPatches } from '../convolution/forwardPatches';
import { describe, patchCount } from '../convolution/Patches';
import type { KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { poolInfo } from './poolInfo';

/** A pool over images: one value for each window and channel. */
export const imagePool =
  (
    kernelName: typeof tf.MaxPool | typeof tf.AvgPool,
    run: 'maxPool' | 'averagePool',
    kernelsOn: KernelsOn,
  ): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const { x } = inputs as { x: TensorInfo };
    requireFloat32(kernelName, { x });
    const info = poolInfo(x, attrs);
    const patches = forwardPatches(info);
    const kernels = kernelsOn(backend);
    const atX = kernels.addressOf(x);
    const taps = patches.y.taps * patches.x.taps;
    const workspace = kernels.workspace(
      kernels.run.patchesBytes(patches.channels) + kernels.run.poolWorkspaceBytes(taps),
    );
    const y = kernels.allocate(info.outShape);
    if (tf.util.sizeFromShape(info.outShape) === 0) return y;
    const behind = describe(kernels, patches, atX, workspace);
    kernels.run[run](workspace, patchCount(patches), kernels.addressOf(y), behind);
    return y;
  };
