import type { KernelConfig } from '@tensorflow/tfjs-core';

/** What an installed kernel knows of its own installation. */
export interface Installation {
  /** The kernel that it replaced, to be put back; undefined where there was none. */
  readonly replaced: KernelConfig | undefined;
  readonly why: string;
}

/**
 * The installation is noted on the registered kernel itself. tfjs has one registry per process, and
 * this package may be loaded twice (as ES module and as CommonJS): with a note of its own, the
 * second copy would take the kernels of the first for stock ones.
 */
const installation = Symbol.for('variate.wasm.installation');

export interface InstalledKernel extends KernelConfig {
  readonly [installation]: Installation;
}

export function markInstalled(kernel: KernelConfig, note: Installation): InstalledKernel {
  return { ...kernel, [installation]: note };
}

/** The installation of a registered kernel, or undefined where it is not one of ours. */
export function installationOf(kernel: KernelConfig | undefined): Installation | undefined {
  return (kernel as Partial<InstalledKernel> | undefined)?.[installation];
}
