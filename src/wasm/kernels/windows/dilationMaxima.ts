import type { Dilation2DAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import { valuesInPlace } from '../valuesInPlace';
import { planarGeometry } from './planarGeometry';
import { type WindowMaxima, windowMaxima } from './windowMaxima';

/** What a morphological dilation of images by a structuring element has found. */
export function dilationMaxima(
  { x, filter }: Readonly<Record<'x' | 'filter', TensorInfo>>,
  { strides, pad, dilations }: Dilation2DAttrs,
  kernels: WasmKernels,
): WindowMaxima & { readonly outShape: number[] } {
  const info = tf.backend_util.computeDilation2DInfo(
    x.shape as [number, number, number, number],
    filter.shape as [number, number, number],
    strides,
    pad,
    'NHWC',
    dilations,
  );
  const [values, added] = valuesInPlace(kernels, x, filter);
  const maxima = windowMaxima(values, info.inChannels, planarGeometry(info), added);
  return { ...maxima, outShape: info.outShape };
}
