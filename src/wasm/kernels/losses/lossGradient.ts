import type { NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import { presentInputs } from './presentInputs';

/** The attribute that names the input to which a gradient kernel evaluates the gradient. */
export interface GradientAttributes {
  readonly to: string;
}

/** The name of the kernel that evaluates the gradients of a loss. */
export const gradientKernelName = (kernelName: string): string => `${kernelName}Gradient`;

/**
 * The gradient of a loss kernel: for each input that a gradient is asked for, one call of the
 * gradient kernel with the inputs and `dy`.
 *
 * `inputs` are the names of all inputs in their order. Those from `optional` on may be absent, in
 * pairs, as the parameters of a prior; `mask` may be absent anyway, and has no gradient.
 */
export function lossGradient(
  kernelName: string,
  inputs: readonly string[],
): NonNullable<KernelRecipe['gradient']> {
  return {
    inputsToSave: presentInputs([...inputs, 'mask']),
    gradFunc: (dy, saved, attrs: NamedAttrMap) => {
      const values = saved.filter(({ dtype }) => dtype !== 'bool');
      const mask = saved[values.length];
      const present = inputs.slice(0, values.length);
      const named: NamedTensorMap = Object.fromEntries(
        present.map((name, index) => [name, values[index] as Tensor]),
      );
      if (mask) named['mask'] = mask;
      return Object.fromEntries(
        present.map((to) => [
          to,
          () =>
            tf
              .engine()
              .runKernel<Tensor>(
                gradientKernelName(kernelName),
                { ...named, dy: dy as Tensor },
                { ...attrs, to },
              ),
        ]),
      );
    },
  };
}
