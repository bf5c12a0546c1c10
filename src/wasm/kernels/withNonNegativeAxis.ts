import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** A kernel with an axis to run along, given one that does not count negative axes from the end. */
export function withNonNegativeAxis(stock: KernelFunc): KernelFunc {
  return (params) => {
    const { shape } = params.inputs['x'] as TensorInfo;
    const [axis] = tf.util.parseAxisParam(params.attrs?.['axis'] as number, shape) as [number];
    return stock({ ...params, attrs: { ...params.attrs, axis } });
  };
}
