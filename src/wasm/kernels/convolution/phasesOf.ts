import type { PatchAxis } from './Patches';

/** One axis of a convolution. */
export interface ConvolvedAxis {
  /** Pixels of the input. */
  readonly size: number;
  /** Pixels of the output. */
  readonly outSize: number;
  readonly taps: number;
  readonly stride: number;
  readonly dilation: number;
  /** Zeros before the first pixel. */
  readonly padding: number;
}

/** The pixels of the input that the same taps of a filter have seen: every `step`th from `first`. */
export interface Phase {
  readonly first: number;
  readonly step: number;
  /** The taps: every `tapStep`th from `firstTap`. */
  readonly firstTap: number;
  readonly tapStep: number;
  /** What such a pixel sees of the output. */
  readonly axis: PatchAxis;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/**
 * The phases of an axis. Tap `t` of the output `o` has seen the pixel `o stride + t dilation -
 * padding`: a pixel belongs to those taps for which `pixel + padding - t dilation` is a multiple of
 * the stride.
 */
export function phasesOf({
  size,
  outSize,
  taps,
  stride,
  dilation,
  padding,
}: ConvolvedAxis): readonly Phase[] {
  const common = divisor(stride, dilation);
  const tapStep = stride / common;
  return Array.from({ length: Math.min(stride, size) }, (_, first) => {
    const distance = (tap: number): number => first + padding - tap * dilation;
    const tapsBefore = Array.from({ length: Math.min(tapStep, taps) }, (_, tap) => tap);
    const firstTap = tapsBefore.find((tap) => distance(tap) % stride === 0);
    const axis = {
      size: outSize,
      positions: Math.ceil((size - first) / stride),
      stride: 1,
      step: -dilation / common,
    };
    return {
      ...{ first, step: stride, tapStep, firstTap: firstTap ?? 0 },
      axis:
        firstTap === undefined
          ? { ...axis, taps: 0, offset: 0 }
          : {
              ...axis,
              taps: Math.ceil((taps - firstTap) / tapStep),
              offset: distance(firstTap) / stride,
            },
    };
  });
}
