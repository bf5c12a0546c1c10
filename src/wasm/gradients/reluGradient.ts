import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { GradientRecipe } from './GradientRecipe';
import { isDifferentiated } from './isDifferentiated';

/** The gradient of a ReLU. */
export const reluGradient: GradientRecipe = {
  kernelName: tf.Relu,
  why: "tfjs's gradient takes three passes, one of them for a tensor of zeros and ones.",
  create: (stock) => (dy, saved, attrs) => {
    const [x] = saved as [Tensor];
    if (x.dtype !== 'float32' || isDifferentiated()) return stock(dy, saved, attrs);
    return {
      x: () => tf.engine().runKernel('ReluGrad', { x, dy: dy as Tensor }) as Tensor,
    };
  },
};
