import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { checkCount } from '../internal/checks/checkCount';
import { checkOptions } from '../internal/checks/checkOptions';
import { gradientRecipes } from './gradients/gradientRecipes';
import { initializeWasmBackend } from './installation/initializeWasmBackend';
import { installationOf } from './installation/installationOf';
import { installedRuntime } from './installation/installedRuntime';
import { installGradient } from './installation/installGradient';
import { installKernel } from './installation/installKernel';
import { replacedGradient } from './installation/replacedGradient';
import { recipes } from './kernels/recipes';
import { createRuntime } from './runtime/createRuntime';
import type { WasmTrainingOptions } from './WasmTrainingOptions';
import type { WasmTrainingReport } from './WasmTrainingReport';

/**
 * Makes the wasm backend of tfjs fast enough to train on, for any program that runs on it.
 *
 * The stock backend multiplies matrices by its vectorized path only where neither is transposed and
 * there is one pair of them; every gradient of a dense layer is a product with a transpose. It has
 * no gradients of convolutions and embeddings, and gets others wrong. The kernels installed here
 * are compiled into the package and work on the backend's own memory. They replace the stock ones in
 * tfjs's registry: nothing else changes, no other backend is touched, and the current backend stays
 * the current one. A second call installs nothing again.
 *
 * @param options `threads`: how many threads make a large matrix product together, the calling one
 * included; 1 if left out, and in a second call what it was. More need memory that can be shared: Node
 * has it, a page if it is cross-origin isolated. Values are the same to the bit. Workers end with
 * `disableWasmTraining`, and do not keep a process from exiting.
 * @returns what is installed: which build of the kernels, for each of them whether it replaced one,
 * and why, and which of tfjs's gradients are repaired on this backend
 * @throws Error if the wasm backend cannot be initialized, or the engine has no SIMD, or the worker
 * threads cannot be started
 * @throws TypeError if an option is not known; RangeError if `threads` is not an integer from 1 on
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { enableWasmTraining } from 'variate/wasm';
 *
 * await tf.setBackend('wasm');
 * const { kernels } = await enableWasmTraining();
 * console.log(kernels[0]?.kernelName, kernels[0]?.kind); // BatchMatMul replaced
 * ```
 * @see `disableWasmTraining`, which puts the stock kernels back.
 */
export async function enableWasmTraining(
  options: WasmTrainingOptions = {},
): Promise<WasmTrainingReport> {
  checkOptions('enableWasmTraining', options, ['threads']);
  const { threads } = options;
  if (threads !== undefined) {
    checkCount('enableWasmTraining', 'threads', threads, 1, '1 is the calling thread alone.');
  }
  await initializeWasmBackend('enableWasmTraining');
  let runtime = installedRuntime();
  if (runtime === undefined) {
    const created = await createRuntime('enableWasmTraining');
    await created.prepare(tf.findBackend('wasm') as BackendWasm);
    // Another call may have been quicker.
    runtime = installedRuntime() ?? created;
  }
  for (const recipe of recipes) installKernel(recipe, runtime);
  if (threads !== undefined) {
    const backend = tf.findBackend('wasm') as BackendWasm;
    await runtime.setThreads('enableWasmTraining', threads, backend);
  }
  const repaired = gradientRecipes();
  repaired.forEach(installGradient);
  const kernels = recipes.flatMap(({ kernelName }) => {
    const installation = installationOf(tf.getKernel(kernelName, 'wasm'));
    if (installation === undefined) return [];
    const kind = installation.replaced ? ('replaced' as const) : ('added' as const);
    return [{ kernelName, kind, why: installation.why }];
  });
  const gradients = repaired
    .filter(({ kernelName }) => replacedGradient(tf.getGradient(kernelName)))
    .map(({ kernelName, why }) => ({ kernelName, why }));
  return {
    backend: 'wasm',
    variant: runtime.variant,
    threads: runtime.threads,
    kernels,
    gradients,
  };
}
