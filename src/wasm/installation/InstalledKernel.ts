import type { KernelConfig } from '@tensorflow/tfjs-core';
import type { KernelRuntime } from '../runtime/KernelRuntime';

/** What an installed kernel knows of its own installation. */
export interface Installation {
  /** The kernel that it replaced, to be put back; undefined where there was none. */
  readonly replaced: KernelConfig | undefined;
  readonly why: string;
  /** Whether a gradient of this name was registered with it. */
  readonly hasGradient: boolean;
  /** The compiled kernels that it calls, shared by all that were installed together. */
  readonly runtime: KernelRuntime;
}

/**
 * A kernel that `enableWasmTraining` has registered.
 *
 * The installation is noted on the kernel itself. tfjs has one registry per process, and this
 * package may be loaded twice (as ES module and as CommonJS): with a list of its own, the second
 * copy would take the kernels of the first for stock ones.
 */
export interface InstalledKernel extends KernelConfig {
  readonly variateInstallation: Installation;
}
