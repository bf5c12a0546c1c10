import type { WasmKernels } from '../../runtime/WasmKernels';

/** One axis of patches: tap `t` of position `i` is the pixel `i stride + t step + offset`. */
export interface PatchAxis {
  /** Pixels of the image. */
  readonly size: number;
  /** Positions of the grid. */
  readonly positions: number;
  readonly taps: number;
  readonly stride: number;
  readonly step: number;
  readonly offset: number;
}

/** Patches of images that the compiled kernels gather: see assembly/convolution/Patches.ts. */
export interface Patches {
  readonly batch: number;
  readonly channels: number;
  readonly y: PatchAxis;
  readonly x: PatchAxis;
}

/** The elements of one patch. */
export const patchSize = ({ y, x, channels }: Patches): number => y.taps * x.taps * channels;

/** The patches of all images. */
export const patchCount = ({ batch, y, x }: Patches): number => batch * y.positions * x.positions;

/**
 * Describes patches at the start of a workspace.
 *
 * @returns the address behind the description
 */
export function describe(
  { run }: WasmKernels,
  { channels, y, x }: Patches,
  images: number,
  workspace: number,
): number {
  run.describePatches(
    ...([workspace, images, y.size, x.size, channels, y.positions, x.positions] as const),
    ...([y.taps, x.taps, y.stride, x.stride, y.step, x.step, y.offset, x.offset] as const),
  );
  return workspace + run.patchesBytes(channels);
}
