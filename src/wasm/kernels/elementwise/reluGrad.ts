import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';

/** The gradient of `max(x, 0)` to `x`. */
export const reluGrad: KernelRecipe = {
  kernelName: 'ReluGrad',
  why: "tfjs's gradient of ReLU takes three passes.",
  create:
    (_, kernelsOn) =>
    ({ inputs, backend }) => {
      const { x, dy } = inputs as Record<'x' | 'dy', TensorInfo>;
      const kernels = kernelsOn(backend);
      const [atX, atDy] = [kernels.addressOf(x), kernels.addressOf(dy)];
      const dx = kernels.allocate(x.shape);
      const size = tf.util.sizeFromShape(x.shape);
      kernels.run.reluToInput(atX, atDy, size, kernels.addressOf(dx));
      return dx;
    },
};
