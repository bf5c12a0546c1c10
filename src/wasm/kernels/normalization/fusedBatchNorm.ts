import type { FusedBatchNormAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { valuesInPlace } from '../valuesInPlace';
import { withIntermediates } from '../withIntermediates';

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
      const factors = intermediate(kernels.allocate([channels]));
      const offsets = intermediate(kernels.allocate([channels]));
      const atX = kernels.addressOf(x);
      const y = kernels.allocate(x.shape);
      // Addresses last: moving a tensor of another backend here would invalidate arrays.
      const [variances, factor, offsetOrZero] = valuesInPlace(kernels, variance, factors, offsets);
      const scales = scale ? valuesInPlace(kernels, scale)[0] : undefined;
      for (let c = 0; c < channels; c++) {
        const deviation = Math.sqrt((variances[c] as number) + varianceEpsilon);
        factor[c] = (scales ? (scales[c] as number) : 1) / deviation;
      }
      if (!offset) offsetOrZero.fill(0);
      const rows = channels === 0 ? 0 : tf.util.sizeFromShape(x.shape) / channels;
      kernels.run.normalizeRows(
        ...([atX, rows, channels, kernels.addressOf(mean), kernels.addressOf(factors)] as const),
        ...([kernels.addressOf(offset ?? offsets), kernels.addressOf(y)] as const),
      );
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
