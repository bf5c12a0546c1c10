import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import type { Finish } from '../matrixProduct';
import { forwardPatches } from './forwardPatches';
import { isPixelwise } from './isPixelwise';
import { describe, patchCount, patchSize } from './Patches';

/** The convolution of images, channels last, with a bias and an activation. */
export function convolution(
  x: TensorInfo,
  filter: TensorInfo,
  info: backend_util.Conv2DInfo,
  kernels: WasmKernels,
  { bias, activation, slope }: Finish = { activation: 0, slope: 0 },
): TensorInfo {
  const { run } = kernels;
  const patches = forwardPatches(info);
  const inner = patchSize(patches);
  const columns = info.outChannels;
  const positions = patchCount(patches);
  const isProduct = isPixelwise(patches);
  const atX = kernels.addressOf(x);
  const atFilter = kernels.addressOf(filter);
  const atBias = bias ? kernels.addressOf(bias) : 0;
  const workspace = kernels.workspace(
    isProduct
      ? run.gemmWorkspaceBytes()
      : run.patchesBytes(patches.channels) + run.convolveWorkspaceBytes(inner, columns),
  );
  const y = kernels.allocate(info.outShape);
  if (positions * columns === 0) return y;
  const atY = kernels.addressOf(y);
  const finish = [atBias, activation, slope] as const;
  if (isProduct) {
    run.gemm(
      ...([false, false, positions, columns, inner, atX, inner] as const),
      ...([atFilter, columns, atY, columns, false] as const),
      ...finish,
      workspace,
    );
    return y;
  }
  const behind = describe(kernels, patches, atX, workspace);
  const tap = patches.channels * columns;
  const line = info.outWidth * columns;
  run.convolve(
    ...([workspace, positions, atFilter, patches.x.taps * tap, tap, false, columns] as const),
    ...([atY, info.outHeight * line, line, columns] as const),
    ...finish,
    behind,
  );
  return y;
}
