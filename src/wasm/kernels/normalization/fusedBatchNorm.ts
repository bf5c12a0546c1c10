import type { FusedBatchNormAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { valuesInPlace } from '../valuesInPlace';
import { withIntermediates } from '../withIntermediates';
import { factorsByChannel } from './factorsByChannel';

function byRows(stock: KernelFunc, kernelsOn: KernelsOn): KernelFunc {
  return (params) => {
    const { x, mean, variance, offset, scale } = params.inputs as Record<
      'x' | 'mean' | 'variance',
      TensorInfo
    > & { offset?: TensorInfo; scale?: TensorInfo };
    const { varianceEpsilon } = params.attrs as unknown as FusedBatchNormAttrs;
    const channels = x.shape.at(-1) as number;
    const byChannel = [mean, variance, offset, scale].filter((tensor) => tensor != null);
    const isKnown =
      byChannel.every(({ shape }) => shape.length === 1 && shape[0] === channels) &&
      [x, ...byChannel].every(({ dtype }) => dtype === 'float32');
    // Statistics of another shape are broadcast, seldom, and by the stock kernel.
    if (!isKnown) return stock(params);

    const kernels = kernelsOn(params.backend);
    return withIntermediates(kernels.backend, (intermediate) => {
      const factors = intermediate(factorsByChannel(variance, scale, varianceEpsilon, kernels));
      let offsets = offset;
      if (!offsets) {
        offsets = intermediate(kernels.allocate([channels]));
        valuesInPlace(kernels, offsets)[0].fill(0);
      }
      const [atX, atMean] = [kernels.addressOf(x), kernels.addressOf(mean)];
      const [atFactors, atOffsets] = [kernels.addressOf(factors), kernels.addressOf(offsets)];
      const y = kernels.allocate(x.shape);
      const rows = channels === 0 ? 0 : tf.util.sizeFromShape(x.shape) / channels;
      const atY = kernels.addressOf(y);
      kernels.run.normalizeRows(atX, rows, channels, atMean, atFactors, atOffsets, atY);
      return y;
    });
  };
}

/** Batch normalization, given the statistics. */
export const fusedBatchNorm: KernelRecipe = {
  kernelName: tf.FusedBatchNorm,
  why: 'The stock kernel is a scalar loop.',
  create: (stock, kernelsOn) => stock && byRows(stock, kernelsOn),
};
