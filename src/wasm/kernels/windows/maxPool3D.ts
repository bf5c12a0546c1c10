import type { KernelFunc, MaxPool3DAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { valuesInPlace } from '../valuesInPlace';
import { volumeGeometry } from './volumeGeometry';
import { windowMaxima } from './windowMaxima';

type Shape5D = [number, number, number, number, number];

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const kernels = kernelsOn(backend);
    const { x } = inputs as { x: TensorInfo };
    const { filterSize, strides, pad, dimRoundingMode, dataFormat } =
      attrs as unknown as MaxPool3DAttrs;
    requireFloat32(tf.MaxPool3D, { x });
    const shape = x.shape as Shape5D;
    const info = tf.backend_util.computePool3DInfo(
      shape,
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
      dataFormat,
    );
    const pooled = kernels.allocate(info.outShape);
    const [from, to] = valuesInPlace(kernels, x, pooled);
    to.set(windowMaxima(from, shape[4], volumeGeometry(info)).values);
    return pooled;
  };

/** A maximum pool over volumes. */
export const maxPool3D: KernelRecipe = {
  kernelName: tf.MaxPool3D,
  why: 'The stock kernel returns 0 for every window whose values are all negative.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
