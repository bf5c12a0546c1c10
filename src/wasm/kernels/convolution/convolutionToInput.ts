import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import { forwardPatches } from './forwardPatches';
import { isPixelwise } from './isPixelwise';
import { describe, type Patches, patchCount } from './Patches';
import { type Phase, phasesOf } from './phasesOf';

/**
 * The gradient of a convolution, channels last, to its input: a convolution of `dy` with the
 * transposed filter backwards.
 *
 * With a stride, a pixel of the input is seen by some taps alone: those of its phase, the rest of
 * its place divided by the stride. Each phase is a convolution without stride.
 */
export function convolutionToInput(
  dy: TensorInfo,
  filter: TensorInfo,
  info: backend_util.Conv2DInfo,
  kernels: WasmKernels,
): TensorInfo {
  const { run } = kernels;
  const { batchSize, inHeight, inWidth, inChannels, outChannels, filterWidth } = info;
  const isProduct = isPixelwise(forwardPatches(info));
  const phasesY = phasesOf({
    size: inHeight,
    outSize: info.outHeight,
    taps: info.filterHeight,
    stride: info.strideHeight,
    dilation: info.dilationHeight,
    padding: info.padInfo.top,
  });
  const phasesX = phasesOf({
    size: inWidth,
    outSize: info.outWidth,
    taps: filterWidth,
    stride: info.strideWidth,
    dilation: info.dilationWidth,
    padding: info.padInfo.left,
  });
  const largest = (phases: readonly Phase[]): number =>
    Math.max(0, ...phases.map(({ axis }) => axis.taps));
  const inner = largest(phasesY) * largest(phasesX) * outChannels;
  const atDy = kernels.addressOf(dy);
  const atFilter = kernels.addressOf(filter);
  const workspace = kernels.workspace(
    isProduct
      ? run.gemmWorkspaceBytes()
      : run.patchesBytes(outChannels) + run.convolveWorkspaceBytes(inner, inChannels),
  );
  const dx = kernels.allocate([...info.inShape]);
  if (tf.util.sizeFromShape(info.inShape) === 0) return dx;
  const atDx = kernels.addressOf(dx);
  if (isProduct) {
    run.gemm(
      ...([false, true, batchSize * inHeight * inWidth, inChannels, outChannels] as const),
      ...([atDy, outChannels, atFilter, outChannels, atDx, inChannels] as const),
      ...([false, 0, 0, 0, workspace] as const),
    );
    return dx;
  }
  const tap = inChannels * outChannels;
  const line = inWidth * inChannels;
  for (const y of phasesY) {
    for (const x of phasesX) {
      const patches: Patches = { batch: batchSize, channels: outChannels, y: y.axis, x: x.axis };
      const behind = describe(kernels, patches, atDy, workspace);
      run.convolve(
        ...([workspace, patchCount(patches)] as const),
        atFilter + 4 * tap * (y.firstTap * filterWidth + x.firstTap),
        ...([y.tapStep * filterWidth * tap, x.tapStep * tap, true, inChannels] as const),
        atDx + 4 * (y.first * line + x.first * inChannels),
        ...([inHeight * line, y.step * line, x.step * inChannels, 0, 0, 0, behind] as const),
      );
    }
  }
  return dx;
}
