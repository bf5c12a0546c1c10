import type { WasmKernels } from '../../runtime/WasmKernels';
import type { Patches } from '../convolution/Patches';

/** The workspace of a pool over these windows: their description, and what the kernel needs behind it. */
export const poolWorkspace = ({ channels, y, x }: Patches, kernels: WasmKernels): number =>
  kernels.workspace(
    kernels.run.patchesBytes(channels) + kernels.run.poolWorkspaceBytes(y.taps * x.taps),
  );
