import type { MaxPool3DAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { volumeGeometry } from './volumeGeometry';
import type { WindowGeometry } from './WindowGeometry';

/** What all pools of volumes are given. */
export type PoolAttrs = Pick<MaxPool3DAttrs, 'filterSize' | 'strides' | 'pad' | 'dimRoundingMode'>;

/** The geometry of a pool over volumes of this shape, and the shape that comes of it. */
export function poolGeometry(
  shape: number[],
  { filterSize, strides, pad, dimRoundingMode }: PoolAttrs,
): { readonly geometry: WindowGeometry; readonly outShape: number[] } {
  const info = tf.backend_util.computePool3DInfo(
    shape as [number, number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  return { geometry: volumeGeometry(info), outShape: info.outShape };
}
