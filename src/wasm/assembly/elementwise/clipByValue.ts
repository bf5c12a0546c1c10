import { loadFirst, storeFirst } from './partialVector';

/** Numbers within bounds; NaN stays NaN. */
export function clipByValue(x: usize, size: i32, least: f32, greatest: f32, out: usize): void {
  for (let i = 0; i < size; i += 4) {
    const count = min(size - i, 4);
    const offset = <usize>i << 2;
    // In this order of arguments pmin and pmax let NaN through.
    const above = f32x4.pmax(loadFirst(x + offset, count), f32x4.splat(least));
    storeFirst(out + offset, f32x4.pmin(above, f32x4.splat(greatest)), count);
  }
}
