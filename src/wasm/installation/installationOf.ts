import type { KernelConfig } from '@tensorflow/tfjs-core';
import type { Installation, InstalledKernel } from './InstalledKernel';

/** The installation of a registered kernel, or undefined where it is not one of ours. */
export function installationOf(kernel: KernelConfig | undefined): Installation | undefined {
  return (kernel as Partial<InstalledKernel> | undefined)?.variateInstallation;
}
