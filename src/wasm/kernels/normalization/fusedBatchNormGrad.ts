import type { FusedBatchNormAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { withIntermediates } from '../withIntermediates';
import { factorsByChannel } from './factorsByChannel';

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const { x, dy, mean, variance, scale } = inputs as Record<
      'x' | 'dy' | 'mean' | 'variance',
      TensorInfo
    > & { scale?: TensorInfo };
    const { varianceEpsilon } = attrs as unknown as FusedBatchNormAttrs;
    const channels = x.shape.at(-1) as number;
    const rows = channels === 0 ? 0 : tf.util.sizeFromShape(x.shape) / channels;
    const kernels = kernelsOn(backend);
    const { run } = kernels;
    return withIntermediates(kernels.backend, (intermediate) => {
      const factors = intermediate(factorsByChannel(variance, scale, varianceEpsilon, kernels));
      const addresses = [x, dy, mean, factors].map((tensor) => kernels.addressOf(tensor));
      const [atX, atDy, atMean, atFactors] = addresses as [number, number, number, number];
      const workspace = kernels.workspace(run.normalizeRowsGradientWorkspaceBytes(channels));
      const outputs = [x.shape, mean.shape, mean.shape].map((shape) => kernels.allocate(shape));
      const atOutputs = outputs.map((tensor) => kernels.addressOf(tensor));
      run.normalizeRowsGradient(
        ...([atX, atDy, rows, channels, atMean, atFactors] as const),
        ...(atOutputs as [number, number, number]),
        workspace,
      );
      return outputs;
    });
  };

/**
 * The gradient of batch normalization to the images; and the sums of `dy` and of `dy (x - mean)` for
 * each channel, of which the others consist.
 */
export const fusedBatchNormGrad: KernelRecipe = {
  kernelName: 'FusedBatchNormGrad',
  why: 'The gradient takes one pass over the images, where tfjs composes it of a dozen.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
