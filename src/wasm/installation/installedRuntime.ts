import * as tf from '@tensorflow/tfjs-core';
import type { KernelRuntime } from '../runtime/KernelRuntime';
import { installationOf } from './installationOf';

/** The runtime of the kernels that are installed, whichever copy of this package did it. */
export function installedRuntime(): KernelRuntime | undefined {
  return tf
    .getKernelsForBackend('wasm')
    .map((kernel) => installationOf(kernel)?.runtime)
    .find((runtime) => runtime !== undefined);
}
