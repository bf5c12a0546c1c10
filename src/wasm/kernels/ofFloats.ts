import type { KernelBackend, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { runKernel } from './runKernel';
import { withIntermediates } from './withIntermediates';

/** A kernel of any dtype, given one of float32 alone: others are cast before. */
export function ofFloats(kernel: KernelFunc): KernelFunc {
  return (params) => {
    const { x } = params.inputs as { x: TensorInfo };
    if (x.dtype === 'float32') return kernel(params);
    const backend = params.backend as KernelBackend;
    return withIntermediates(backend, (intermediate) => {
      const floats = intermediate(runKernel(tf.Cast, { x }, { dtype: 'float32' }, backend));
      return kernel({ ...params, inputs: { x: floats } });
    });
  };
}
