import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { GradientRecipe } from './GradientRecipe';
import { isDifferentiated } from './isDifferentiated';

/** The gradient of a unary kernel by a kernel of its own, given the input and what comes back. */
export function onePassGradient(kernelName: string, gradientKernel: string): GradientRecipe {
  return {
    kernelName,
    why: "tfjs's gradient takes several passes, with tensors in between.",
    create: (stock) => (dy, saved, attrs) => {
      const [x] = saved as [Tensor];
      if (x.dtype !== 'float32' || isDifferentiated()) return stock(dy, saved, attrs);
      return {
        x: () => tf.engine().runKernel(gradientKernel, { x, dy: dy as Tensor }) as Tensor,
      };
    },
  };
}
