import { sumOfLanes } from '../gemm/matrixVector';
import { multiplyAdd } from '../multiplyAdd';
import { locateTap, Patches } from './Patches';

/** Up to so many columns, dot products are quicker than tiles that are mostly empty. */
export const FEW_COLUMNS: i32 = 4;

/**
 * Rows of patches times a matrix of few columns, which lie one after the other: a dot product of
 * every patch with each of them. `located` has room for the taps of the rows, and three rows more.
 */
export function multiplyByFew(
  patches: Patches,
  first: i32,
  rows: i32,
  columns: i32,
  right: usize,
  out: usize,
  located: usize,
): void {
  const taps = patches.tapsY * patches.tapsX;
  const channels = patches.channels;
  const step = <usize>((rows + 3) & ~3) << 2;
  for (let tap = 0; tap < taps; tap++) {
    const pointers = located + tap * step;
    locateTap(patches, tap, first, rows, pointers);
    for (let row = rows; row & 3; row++) store<usize>(pointers + (row << 2), patches.zeros);
  }
  const line = <usize>columns << 2;
  for (let row = 0; row < rows; row += 4) {
    let vector = right;
    for (let column = 0; column < columns; column++) {
      let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
      let d0: f32 = 0, d1: f32 = 0, d2: f32 = 0, d3: f32 = 0;
      let pointers = located + (row << 2);
      for (let tap = 0; tap < taps; tap++) {
        let p0 = load<usize>(pointers), p1 = load<usize>(pointers, 4);
        let p2 = load<usize>(pointers, 8), p3 = load<usize>(pointers, 12);
        for (let rest = channels >> 2; rest > 0; rest--) {
          const w = v128.load(vector);
          s0 = multiplyAdd(v128.load(p0), w, s0);
          s1 = multiplyAdd(v128.load(p1), w, s1);
          s2 = multiplyAdd(v128.load(p2), w, s2);
          s3 = multiplyAdd(v128.load(p3), w, s3);
          p0 += 16;
          p1 += 16;
          p2 += 16;
          p3 += 16;
          vector += 16;
        }
        for (let rest = channels & 3; rest > 0; rest--) {
          const w = load<f32>(vector);
          d0 += load<f32>(p0) * w;
          d1 += load<f32>(p1) * w;
          d2 += load<f32>(p2) * w;
          d3 += load<f32>(p3) * w;
          p0 += 4;
          p1 += 4;
          p2 += 4;
          p3 += 4;
          vector += 4;
        }
        pointers += step;
      }
      const target = out + (column << 2);
      const present = rows - row;
      store<f32>(target, d0 + sumOfLanes(s0));
      if (present > 1) store<f32>(target + line, d1 + sumOfLanes(s1));
      if (present > 2) store<f32>(target + 2 * line, d2 + sumOfLanes(s2));
      if (present > 3) store<f32>(target + 3 * line, d3 + sumOfLanes(s3));
    }
    out += 4 * line;
  }
}
