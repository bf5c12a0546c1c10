import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelFunctions } from '../../generated/KernelFunctions';
import type { KernelRecipe } from '../KernelRecipe';
import { ofFloats } from '../ofFloats';

type UnaryFunction = 'expMap' | 'expm1Map' | 'log1pMap' | 'logMap' | 'softplusMap' | 'tanhMap';

const kernels: readonly (readonly [
  kernelName: string,
  run: UnaryFunction & keyof KernelFunctions,
])[] = [
  [tf.Exp, 'expMap'],
  [tf.Expm1, 'expm1Map'],
  [tf.Log, 'logMap'],
  [tf.Log1p, 'log1pMap'],
  [tf.Softplus, 'softplusMap'],
  [tf.Tanh, 'tanhMap'],
];

/** Elementary functions, of real numbers also where these are integers. */
export const unaryOps: readonly KernelRecipe[] = /* @__PURE__ */ kernels.map(
  ([kernelName, name]) => ({
    kernelName,
    why:
      name === 'log1pMap'
        ? 'The stock kernel loses all digits of small numbers, and takes no integers.'
        : 'The stock kernel is a scalar loop.',
    create: (stock, kernelsOn) =>
      stock &&
      ofFloats((params) => {
        const { x } = params.inputs as { x: TensorInfo };
        const kernels = kernelsOn(params.backend);
        const at = kernels.addressOf(x);
        const output = kernels.allocate(x.shape);
        kernels.run[name](at, tf.util.sizeFromShape(x.shape), kernels.addressOf(output));
        return output;
      }),
  }),
);
