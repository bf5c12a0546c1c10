import type { KernelVariant } from './runtime/KernelVariant';

/** One kernel that `enableWasmTraining` has installed. */
export interface InstalledKernelReport {
  /** tfjs's name of the kernel. */
  readonly kernelName: string;
  /** Whether the backend had a kernel of this name before. */
  readonly kind: 'replaced' | 'added';
  /** What was wrong with the backend before: one sentence. */
  readonly why: string;
}

/** One gradient of tfjs that `enableWasmTraining` has repaired. */
export interface RepairedGradientReport {
  /** tfjs's name of the kernel that it is the gradient of. */
  readonly kernelName: string;
  /** What was wrong with tfjs's own: one sentence. */
  readonly why: string;
}

/** What `enableWasmTraining` has changed on the backend. */
export interface WasmTrainingReport {
  /** The backend that was changed. */
  readonly backend: 'wasm';
  /** The build of our kernels that runs: the faster one that the engine supports. */
  readonly variant: KernelVariant;
  /** How many threads make a large matrix product together; 1 is the calling one alone. */
  readonly threads: number;
  /** The kernels that are installed now, whichever call installed them. */
  readonly kernels: readonly InstalledKernelReport[];
  /** The gradients that are repaired now. On other backends than wasm, tfjs's own stay in use. */
  readonly gradients: readonly RepairedGradientReport[];
}
