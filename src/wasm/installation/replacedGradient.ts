import type { GradConfig } from '@tensorflow/tfjs-core';
import type { InstalledGradient } from './InstalledGradient';

/** What a registered gradient of ours has replaced, or undefined where it is not one of ours. */
export function replacedGradient(gradient: GradConfig | undefined): GradConfig | undefined {
  return (gradient as Partial<InstalledGradient> | undefined)?.variateReplaced;
}
