import type { Conv2DBackpropFilterAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { requireFloat32 } from '../requireFloat32';
import { transposeInfo } from '../transposeInfo';
import { withIntermediates } from '../withIntermediates';
import { filterGradient } from './filterGradient';
import { planarGeometry } from './planarGeometry';

type Shape4D = [number, number, number, number];

const channelsLast = [0, 2, 3, 1];

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const kernels = kernelsOn(backend);
    const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } =
      attrs as unknown as Conv2DBackpropFilterAttrs;
    requireFloat32(tf.Conv2DBackpropFilter, { x, dy });
    const info = tf.backend_util.computeConv2DInfo(
      x.shape as Shape4D,
      filterShape,
      strides,
      1,
      pad,
      dimRoundingMode,
      false,
      tf.backend_util.convertConv2DDataFormat(dataFormat),
    );
    const geometry = planarGeometry(info);
    if (dataFormat !== 'NCHW') return filterGradient(x, dy, filterShape, geometry, kernels);
    return withIntermediates(kernels.backend, (intermediate) =>
      filterGradient(
        intermediate(transposeInfo(x, channelsLast, kernels.backend)),
        intermediate(transposeInfo(dy, channelsLast, kernels.backend)),
        filterShape,
        geometry,
        kernels,
      ),
    );
  };

/** The gradient of a convolution of images to its filter. */
export const conv2DBackpropFilter: KernelRecipe = {
  kernelName: tf.Conv2DBackpropFilter,
  why: 'The stock backend has no gradient of a convolution to its filter.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
