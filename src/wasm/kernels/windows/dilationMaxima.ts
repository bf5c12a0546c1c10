import type {
  Dilation2DAttrs,
  NamedAttrMap,
  NamedTensorInfoMap,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import { requireFloat32 } from '../requireFloat32';
import { valuesInPlace } from '../valuesInPlace';
import { planarGeometry } from './planarGeometry';
import { type WindowMaxima, windowMaxima } from './windowMaxima';

/** What a morphological dilation, given by its inputs and attributes, has found. */
export function dilationMaxima(
  kernelName: string,
  inputs: NamedTensorInfoMap,
  attrs: NamedAttrMap,
  kernels: WasmKernels,
): WindowMaxima & { readonly outShape: number[] } {
  const { x, filter } = inputs as { x: TensorInfo; filter: TensorInfo };
  const { strides, pad, dilations } = attrs as unknown as Dilation2DAttrs;
  requireFloat32(kernelName, { x, filter });
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
