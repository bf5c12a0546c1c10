import type { Conv2DAttrs, KernelBackend, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import { transposeInfo } from '../transposeInfo';
import { withIntermediates } from '../withIntermediates';

function alsoChannelsFirst(stock: KernelFunc): KernelFunc {
  return (params) => {
    const { x, filter } = params.inputs as { x: TensorInfo; filter: TensorInfo };
    const { pad, ...attrs } = params.attrs as unknown as Conv2DAttrs;
    if (attrs.dataFormat !== 'NCHW') return stock(params);
    const backend = params.backend as KernelBackend;
    return withIntermediates(backend, (intermediate) => {
      const y = stock({
        inputs: { x: intermediate(transposeInfo(x, [0, 2, 3, 1], backend)), filter },
        attrs: {
          ...attrs,
          dataFormat: 'NHWC',
          // The padding of each axis goes where the axis went.
          pad: Array.isArray(pad) ? [pad[0], pad[2], pad[3], pad[1]] : pad,
        } as unknown as tf.NamedAttrMap,
        backend,
      }) as TensorInfo;
      return transposeInfo(intermediate(y), [0, 3, 1, 2], backend);
    });
  };
}

/** Convolutions of images, whatever their data format. */
export const conv2D: KernelRecipe = {
  kernelName: tf.Conv2D,
  why: 'The stock kernel refuses images with the channels first.',
  create: (stock) => stock && alsoChannelsFirst(stock),
};
