import type { backend_util } from '@tensorflow/tfjs-core';
import type { Patches } from './Patches';

/** What a convolution sees of its input: one patch for each pixel of its output. */
export function forwardPatches(info: backend_util.Conv2DInfo): Patches {
  return {
    batch: info.batchSize,
    channels: info.inChannels,
    y: {
      size: info.inHeight,
      positions: info.outHeight,
      taps: info.filterHeight,
      stride: info.strideHeight,
      step: info.dilationHeight,
      offset: -info.padInfo.top,
    },
    x: {
      size: info.inWidth,
      positions: info.outWidth,
      taps: info.filterWidth,
      stride: info.strideWidth,
      step: info.dilationWidth,
      offset: -info.padInfo.left,
    },
  };
}
