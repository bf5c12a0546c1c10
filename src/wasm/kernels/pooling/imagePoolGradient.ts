import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { forwardPatches } from '../convolution/forwardPatches';
import { describe, patchCount } from '../convolution/Patches';
import type { KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { valuesInPlace } from '../valuesInPlace';
import { poolInfo } from './poolInfo';

/** The gradient of a pool over images. */
export const imagePoolGradient =
  (
    kernelName: typeof tf.MaxPoolGrad | typeof tf.AvgPoolGrad,
    run: 'maxPoolToInput' | 'averagePoolToInput',
    kernelsOn: KernelsOn,
  ): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const { dy, input } = inputs as { dy: TensorInfo; input: TensorInfo };
    requireFloat32(kernelName, { dy, input });
    const patches = forwardPatches(poolInfo(input, attrs));
    const isPartition = [patches.y, patches.x].every(
      ({ size, positions, taps, stride, offset }) =>
        stride === taps && offset === 0 && positions * taps === size,
    );
    const kernels = kernelsOn(backend);
    const atInput = kernels.addressOf(input);
    const atDy = kernels.addressOf(dy);
    const taps = patches.y.taps * patches.x.taps;
    const workspace = kernels.workspace(
      kernels.run.patchesBytes(patches.channels) + kernels.run.poolWorkspaceBytes(taps),
    );
    const dx = kernels.allocate(input.shape);
    if (tf.util.sizeFromShape(input.shape) === 0) return dx;
    // Where windows share pixels gradients are summed, and where there are none they are zero.
    if (!isPartition) valuesInPlace(kernels, dx)[0].fill(0);
    const behind = describe(kernels, patches, atInput, workspace);
    const positions = patchCount(patches);
    kernels.run[run](workspace, positions, atDy, !isPartition, kernels.addressOf(dx), behind);
    return dx;
  };
