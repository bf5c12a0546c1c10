import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import type { GradientAttributes } from './lossGradient';
import { gradientKernelName } from './lossGradient';

const kernelName = 'Reparameterize';

/** The number of samples and of elements of each. */
function sizes(logVar: TensorInfo, noise: TensorInfo): readonly [samples: number, size: number] {
  const isSampled = noise.shape.length > logVar.shape.length;
  return [isSampled ? (noise.shape[0] as number) : 1, tf.util.sizeFromShape(logVar.shape)];
}

/** Samples of a diagonal Gaussian as a function of its parameters. */
export const reparameterize: readonly KernelRecipe[] = [
  {
    kernelName,
    why: 'A sample takes one pass over its inputs.',
    create: (_, kernelsOn) => (params) => {
      const { mean, logVar, noise } = params.inputs as Record<string, TensorInfo> as {
        mean: TensorInfo;
        logVar: TensorInfo;
        noise: TensorInfo;
      };
      const kernels = kernelsOn(params.backend);
      const operands = [
        kernels.addressOf(mean),
        kernels.addressOf(logVar),
        kernels.addressOf(noise),
      ] as const;
      const output = kernels.allocate([...noise.shape]);
      kernels.run.reparameterize(...operands, ...sizes(logVar, noise), kernels.addressOf(output));
      return output;
    },
    gradient: {
      inputsToSave: ['logVar', 'noise'],
      gradFunc: (dy, saved) => {
        const [logVar, noise] = saved as [Tensor, Tensor];
        const gradientTo = (to: string) => () =>
          tf
            .engine()
            .runKernel<Tensor>(
              gradientKernelName(kernelName),
              { logVar, noise, dy: dy as Tensor },
              { to },
            );
        return {
          mean: gradientTo('mean'),
          logVar: gradientTo('logVar'),
          noise: gradientTo('noise'),
        };
      },
    },
  },
  {
    kernelName: /* @__PURE__ */ gradientKernelName(kernelName),
    why: 'Each gradient of a sample takes one pass over its inputs.',
    create: (_, kernelsOn) => (params) => {
      const { logVar, noise, dy } = params.inputs as Record<string, TensorInfo> as {
        logVar: TensorInfo;
        noise: TensorInfo;
        dy: TensorInfo;
      };
      const { to } = params.attrs as unknown as GradientAttributes;
      const kernels = kernelsOn(params.backend);
      const atLogVar = kernels.addressOf(logVar);
      const atNoise = kernels.addressOf(noise);
      const atDy = kernels.addressOf(dy);
      const output = kernels.allocate([...(to === 'noise' ? noise : logVar).shape]);
      const rest = [...sizes(logVar, noise), kernels.addressOf(output)] as const;
      if (to === 'mean') kernels.run.reparameterizeToMean(atDy, ...rest);
      else if (to === 'noise') kernels.run.reparameterizeToNoise(atLogVar, atDy, ...rest);
      else kernels.run.reparameterizeToLogVar(atLogVar, atNoise, atDy, ...rest);
      return output;
    },
  },
];
