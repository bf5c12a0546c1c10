import type { backend_util } from '@tensorflow/tfjs-core';
import type { WindowGeometry } from './WindowGeometry';

/** The geometry of a convolution or pool over images, which may be of any data format. */
export function planarGeometry(info: backend_util.Conv2DInfo): WindowGeometry {
  return {
    batch: info.batchSize,
    input: [1, info.inHeight, info.inWidth],
    output: [1, info.outHeight, info.outWidth],
    window: [1, info.filterHeight, info.filterWidth],
    stride: [1, info.strideHeight, info.strideWidth],
    dilation: [1, info.dilationHeight, info.dilationWidth],
    padding: [0, info.padInfo.top, info.padInfo.left],
  };
}
