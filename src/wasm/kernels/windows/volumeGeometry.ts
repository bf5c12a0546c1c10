import type { backend_util } from '@tensorflow/tfjs-core';
import type { WindowGeometry } from './WindowGeometry';

/** The geometry of a convolution or pool over volumes. */
export function volumeGeometry(info: backend_util.Conv3DInfo): WindowGeometry {
  return {
    batch: info.batchSize,
    input: [info.inDepth, info.inHeight, info.inWidth],
    output: [info.outDepth, info.outHeight, info.outWidth],
    window: [info.filterDepth, info.filterHeight, info.filterWidth],
    stride: [info.strideDepth, info.strideHeight, info.strideWidth],
    dilation: [info.dilationDepth, info.dilationHeight, info.dilationWidth],
    padding: [info.padInfo.front, info.padInfo.top, info.padInfo.left],
  };
}
