import * as tf from '@tensorflow/tfjs-core';
import type { BackendCapabilities, KernelCapability } from './BackendCapabilities';
import { gradientKernels } from './gradientKernels';
import { gradientRecipes } from './gradients/gradientRecipes';
import { installationOf } from './installation/installationOf';
import { replacedGradient } from './installation/replacedGradient';
import { recipes } from './kernels/recipes';

/** The kernels that tfjs differentiates by `tf.customGrad`, without a registered gradient. */
const differentiatedInPlace: readonly string[] = [
  '_FusedMatMul',
  'FusedConv2D',
  'FusedDepthwiseConv2D',
];

/** The faults of stock wasm that `enableWasmTraining` repairs, and has not yet. */
function unrepaired(kernelName: string, backend: string): string[] {
  if (backend !== 'wasm') return [];
  const kernel = tf.getKernel(kernelName, backend);
  const isStock = kernel !== undefined && installationOf(kernel) === undefined;
  const hasStockGradient = replacedGradient(tf.getGradient(kernelName)) === undefined;
  return [
    ...(isStock ? recipes : []),
    ...(isStock && hasStockGradient ? gradientRecipes() : []),
  ].flatMap((recipe) => (recipe.kernelName === kernelName ? [recipe.why] : []));
}

function reportOf(kernelName: string, backend: string): KernelCapability {
  const isThere = (name: string): boolean => tf.getKernel(name, backend) !== undefined;
  const runs = isThere(kernelName);
  const isDifferentiable =
    tf.getGradient(kernelName) !== undefined || differentiatedInPlace.includes(kernelName);
  const missing = (gradientKernels[kernelName] ?? []).filter((name) => !isThere(name));
  return {
    kernelName,
    runs,
    trains: runs && isDifferentiable && missing.length === 0,
    problems: [
      ...(runs ? [] : [`The backend has no kernel ${kernelName}.`]),
      ...(isDifferentiable ? [] : [`tfjs has no gradient of ${kernelName}.`]),
      ...missing
        .filter((name) => name !== kernelName)
        .map((name) => `The gradient runs ${name}, of which the backend has no kernel.`),
      ...unrepaired(kernelName, backend),
    ],
  };
}

/**
 * Says what the current backend can run and what it can train through, from what is registered now.
 *
 * tfjs finds out in the middle of a training step: a backend without a kernel that some gradient
 * needs fails there. This asks beforehand, of any backend. Elementary arithmetic is taken for
 * granted. On wasm it also names what the stock kernels get wrong and `enableWasmTraining` repairs.
 *
 * @returns the name of the backend, and for each kernel of tfjs whether it runs, whether it trains,
 * and what is in the way
 * @throws Error if no backend is set yet
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { backendReport, enableWasmTraining } from 'variate/wasm';
 *
 * await enableWasmTraining();
 * await tf.setBackend('wasm');
 * const { kernels } = backendReport();
 * const convolution = kernels.find(({ kernelName }) => kernelName === 'Conv2D');
 * console.log(convolution?.runs, convolution?.trains); // true true
 * ```
 * @see `enableWasmTraining`, without which convolutions do not train on wasm.
 */
export function backendReport(): BackendCapabilities {
  const backend = tf.getBackend();
  if (!backend) {
    throw new Error(
      'backendReport: a backend must be set; got none. Await tf.setBackend(...) or tf.ready() before.',
    );
  }
  const names = new Set([
    ...Object.keys(gradientKernels),
    ...Object.keys(tf.engine().registryFactory).flatMap((name) =>
      tf.getKernelsForBackend(name).map(({ kernelName }) => kernelName),
    ),
  ]);
  return { backend, kernels: [...names].sort().map((name) => reportOf(name, backend)) };
}
