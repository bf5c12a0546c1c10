import type { MaxPool3DAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { planarGeometry } from './planarGeometry';
import { volumeGeometry } from './volumeGeometry';
import type { WindowGeometry } from './WindowGeometry';

/** What all pools of tfjs, over images and volumes, are given. */
export type PoolAttrs = Pick<MaxPool3DAttrs, 'pad' | 'dimRoundingMode'> & {
  readonly filterSize: number | number[];
  readonly strides: number | number[];
};

/** The geometry of a pool over images or volumes of this shape, and the shape that comes of it. */
export function poolGeometry(
  shape: number[],
  { filterSize, strides, pad, dimRoundingMode }: PoolAttrs,
): { readonly geometry: WindowGeometry; readonly outShape: number[] } {
  if (shape.length === 5) {
    const info = tf.backend_util.computePool3DInfo(
      shape as [number, number, number, number, number],
      filterSize as number,
      strides as number,
      1,
      pad,
      dimRoundingMode,
    );
    return { geometry: volumeGeometry(info), outShape: info.outShape };
  }
  const info = tf.backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    filterSize as number,
    strides as number,
    1,
    pad,
    dimRoundingMode,
  );
  return { geometry: planarGeometry(info), outShape: info.outShape };
}
