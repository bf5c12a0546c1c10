import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelFunctions } from '../../generated/KernelFunctions';
import type { KernelRecipe } from '../KernelRecipe';

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

/** Elementary functions of float32 tensors; the stock kernels serve other dtypes. */
export const unaryOps: readonly KernelRecipe[] = /* @__PURE__ */ kernels.map(
  ([kernelName, name]) => ({
    kernelName,
    why:
      name === 'log1pMap'
        ? 'The stock kernel loses all digits of small numbers.'
        : 'The stock kernel is a scalar loop.',
    create: (stock, kernelsOn) =>
      stock &&
      ((params) => {
        const { x } = params.inputs as { x: TensorInfo };
        if (x.dtype !== 'float32') return stock(params);
        const kernels = kernelsOn(params.backend);
        const at = kernels.addressOf(x);
        const output = kernels.allocate(x.shape);
        kernels.run[name](at, tf.util.sizeFromShape(x.shape), kernels.addressOf(output));
        return output;
      }),
  }),
);
