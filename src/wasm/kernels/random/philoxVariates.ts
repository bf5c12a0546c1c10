import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { counterDomain } from '../../../internal/counterDomain';
import { float32Below } from '../../../internal/numerics/float32Below';
import type { WasmKernels } from '../../runtime/WasmKernels';
import type { KernelRecipe } from '../KernelRecipe';

interface VariatesAttributes {
  readonly key: readonly [number, number];
  readonly shape: number[];
}

/** Allocates the result; `fill` draws into it. */
function draw(
  { shape }: VariatesAttributes,
  kernels: WasmKernels,
  fill: (size: number, out: number, workspace: number) => void,
): TensorInfo {
  const workspace = kernels.workspace(kernels.run.variatesWorkspaceBytes());
  const output = kernels.allocate([...shape]);
  fill(tf.util.sizeFromShape(shape), kernels.addressOf(output), workspace);
  return output;
}

/** The variates of a key: the same bits as without the kernels. */
export const philoxVariates: readonly KernelRecipe[] = [
  {
    kernelName: 'PhiloxUniform',
    why: 'Uniform variates are drawn eight blocks at once, into the memory of the backend.',
    create: (_, kernelsOn) => (params) => {
      const attrs = params.attrs as unknown as VariatesAttributes & { min: number; max: number };
      const { key, min, max } = attrs;
      const kernels = kernelsOn(params.backend);
      const step = (max - min) * 2 ** -24;
      return draw(attrs, kernels, (size, out, workspace) =>
        kernels.run.philoxUniform(
          ...([key[0], key[1], counterDomain.uniform, size, out, workspace] as const),
          ...([min, step, max, float32Below(max)] as const),
        ),
      );
    },
  },
  {
    kernelName: 'PhiloxNormal',
    why: 'Normal variates are drawn eight blocks at once, into the memory of the backend.',
    create: (_, kernelsOn) => (params) => {
      const attrs = params.attrs as unknown as VariatesAttributes & { mean: number; std: number };
      const { key, mean, std } = attrs;
      const kernels = kernelsOn(params.backend);
      return draw(attrs, kernels, (size, out, workspace) =>
        kernels.run.philoxNormal(
          ...([key[0], key[1], counterDomain.normal, size, out, workspace, mean, std] as const),
        ),
      );
    },
  },
];
