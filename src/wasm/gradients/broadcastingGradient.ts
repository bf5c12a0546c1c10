import type { Tensor } from '@tensorflow/tfjs-core';
import type { GradientRecipe } from './GradientRecipe';
import { sumToShape } from './sumToShape';

/** Repairs the gradient of a kernel of two operands `a` and `b`, which tfjs saves. */
export function broadcastingGradient(kernelName: string): GradientRecipe {
  return {
    kernelName,
    why: "tfjs's gradient forgets to sum over the axes along which an operand was broadcast.",
    create: (stock) => (dy, saved, attrs) => {
      const gradients = stock(dy, saved, attrs) as Record<'a' | 'b', () => Tensor>;
      const [a, b] = saved as [Tensor, Tensor];
      return {
        a: () => sumToShape(gradients.a(), a.shape),
        b: () => sumToShape(gradients.b(), b.shape),
      };
    },
  };
}
