import type { GradConfig } from '@tensorflow/tfjs-core';

/**
 * A gradient that `enableWasmTraining` has registered. What it replaced is noted on itself, for the
 * same reason as on an installed kernel.
 */
export interface InstalledGradient extends GradConfig {
  readonly variateReplaced: GradConfig;
}
