import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import { forwardPatches } from './forwardPatches';
import { isPixelwise } from './isPixelwise';
import { describe, patchCount, patchSize } from './Patches';

/** The gradient of a convolution, channels last, to its filter: the transposed patches times `dy`. */
export function convolutionToFilter(
  x: TensorInfo,
  dy: TensorInfo,
  info: backend_util.Conv2DInfo,
  kernels: WasmKernels,
): TensorInfo {
  const { run } = kernels;
  const patches = forwardPatches(info);
  const rows = patchSize(patches);
  const columns = info.outChannels;
  const positions = patchCount(patches);
  const isProduct = isPixelwise(patches);
  const atX = kernels.addressOf(x);
  const atDy = kernels.addressOf(dy);
  const workspace = kernels.workspace(
    isProduct
      ? run.gemmWorkspaceBytes()
      : run.patchesBytes(patches.channels) + run.correlateWorkspaceBytes(),
  );
  const gradient = kernels.allocate([...info.filterShape]);
  if (rows * columns === 0) return gradient;
  const atGradient = kernels.addressOf(gradient);
  if (isProduct) {
    run.gemm(
      ...([true, false, rows, columns, positions, atX, rows, atDy, columns] as const),
      ...([atGradient, columns, false, 0, 0, 0, workspace] as const),
    );
    return gradient;
  }
  const behind = describe(kernels, patches, atX, workspace);
  run.correlate(workspace, positions, atDy, columns, atGradient, behind);
  return gradient;
}
