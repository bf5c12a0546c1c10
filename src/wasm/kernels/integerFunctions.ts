import type { KernelBackend, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from './KernelRecipe';
import { runKernel } from './runKernel';
import { withIntermediates } from './withIntermediates';

function ofFloats(stock: KernelFunc): KernelFunc {
  return (params) => {
    const { x } = params.inputs as { x: TensorInfo };
    if (x.dtype === 'float32') return stock(params);
    const backend = params.backend as KernelBackend;
    return withIntermediates(backend, (intermediate) => {
      const floats = intermediate(runKernel(tf.Cast, { x }, { dtype: 'float32' }, backend));
      return stock({ ...params, inputs: { x: floats } });
    });
  };
}

const recipe = (kernelName: string): KernelRecipe => ({
  kernelName,
  why: 'The stock kernel takes the bits of an integer for a float, or leaves its output unwritten.',
  create: (stock) => stock && ofFloats(stock),
});

/** Functions of real numbers, also of integers. */
export const integerFunctions: readonly KernelRecipe[] = /* @__PURE__ */ [
  tf.Acosh,
  tf.Asinh,
  tf.IsFinite,
  tf.IsNan,
].map(recipe);
