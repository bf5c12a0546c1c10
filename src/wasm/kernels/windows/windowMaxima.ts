import type { HeapArray } from '../valuesInPlace';
import { forEachTap } from './forEachTap';
import type { WindowGeometry } from './WindowGeometry';

/** The largest values that the windows see, and where they are: the first of equals, and NaN for good. */
export interface WindowMaxima {
  /** One value for each output element, channels last. */
  readonly values: Float64Array;
  /** Where each of them is in the input. */
  readonly positions: Int32Array;
  /** Which element of the window has seen it. */
  readonly taps: Int32Array;
}

/**
 * The maxima of all windows over `x`, channels last, to which a structuring element may be added:
 * one value for each element of the window and each channel.
 */
export function windowMaxima(
  x: HeapArray,
  channels: number,
  geometry: WindowGeometry,
  added?: HeapArray,
): WindowMaxima {
  const [depth, height, width] = geometry.output;
  const size = geometry.batch * depth * height * width * channels;
  // Not rounded: of two sums that differ by less than float32 does, one is the larger.
  const values = new Float64Array(size);
  const positions = new Int32Array(size).fill(-1);
  const taps = new Int32Array(size);
  forEachTap(geometry, (rows, tap) => {
    for (let output = 0, to = 0; output < rows.length; output++) {
      const row = rows[output] as number;
      if (row < 0) {
        to += channels;
        continue;
      }
      for (let channel = 0, from = row * channels; channel < channels; channel++, from++, to++) {
        const value =
          (x[from] as number) + (added ? (added[tap * channels + channel] as number) : 0);
        const best = values[to] as number;
        // Not compared with an initial value: a maximum may be negative, or -Infinity.
        const isFirst = (positions[to] as number) < 0;
        if (isFirst || value > best || (Number.isNaN(value) && !Number.isNaN(best))) {
          values[to] = value;
          positions[to] = from;
          taps[to] = tap;
        }
      }
    }
  });
  return { values, positions, taps };
}
