import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';

const recipe = (kernelName: string, run: 'reluToInput' | 'squareToInput'): KernelRecipe => ({
  kernelName,
  why: 'The gradient takes one pass, where tfjs composes it of several.',
  create:
    (_, kernelsOn) =>
    ({ inputs, backend }) => {
      const { x, dy } = inputs as Record<'x' | 'dy', TensorInfo>;
      const kernels = kernelsOn(backend);
      const [atX, atDy] = [kernels.addressOf(x), kernels.addressOf(dy)];
      const dx = kernels.allocate(x.shape);
      kernels.run[run](atX, atDy, tf.util.sizeFromShape(x.shape), kernels.addressOf(dx));
      return dx;
    },
});

/** Gradients of unary operations that tfjs composes of several passes; it has no names for them. */
export const unaryGradients: readonly KernelRecipe[] = [
  /* @__PURE__ */ recipe('ReluGrad', 'reluToInput'),
  /* @__PURE__ */ recipe('SquareGrad', 'squareToInput'),
];
