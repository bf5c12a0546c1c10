import type { Conv3DAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { volumeGeometry } from './volumeGeometry';
import type { WindowGeometry } from './WindowGeometry';

type Shape5D = [number, number, number, number, number];

/** The geometry of a convolution of volumes of this shape, which has no dilations where it is trained. */
export const convolutionGeometry = (
  volumes: readonly number[],
  filter: readonly number[],
  { strides, pad }: Pick<Conv3DAttrs, 'strides' | 'pad'>,
): WindowGeometry =>
  volumeGeometry(
    tf.backend_util.computeConv3DInfo(volumes as Shape5D, filter as Shape5D, strides, 1, pad),
  );
