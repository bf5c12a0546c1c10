import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, backend }) => {
    const { x, dy, mean } = inputs as Record<'x' | 'dy' | 'mean', TensorInfo>;
    const channels = x.shape.at(-1) as number;
    const rows = channels === 0 ? 0 : tf.util.sizeFromShape(x.shape) / channels;
    const kernels = kernelsOn(backend);
    const { run } = kernels;
    const addresses = [x, dy, mean].map((tensor) => kernels.addressOf(tensor));
    const [atX, atDy, atMean] = addresses as [number, number, number];
    const workspace = kernels.workspace(run.normalizedSumsWorkspaceBytes(channels));
    const sums = [kernels.allocate([channels]), kernels.allocate([channels])];
    const [atSum, atProduct] = sums.map((sum) => kernels.addressOf(sum)) as [number, number];
    run.normalizedSums(atX, atDy, rows, channels, atMean, atSum, atProduct, workspace);
    return sums;
  };

/** For each channel the sums of `dy` and of `dy (x - mean)`, which the gradient consists of. */
export const fusedBatchNormSums: KernelRecipe = {
  kernelName: 'FusedBatchNormSums',
  why: "tfjs's gradient of batch normalization passes over the images a dozen times.",
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
