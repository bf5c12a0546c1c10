import { addToTotals, roundTotals } from '../float64Totals';
import { loadFirst, storeFirst } from './partialVector';

/**
 * So many numbers are added in float32, in each lane, before their sum goes on in float64:
 * the error does not grow with the length.
 */
const chunk: i32 = 16;

// @ts-ignore: a decorator of AssemblyScript
@inline
function lowerToFloat64(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function upperToFloat64(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 2, 3));
}

/** The sum of `length` successive numbers. */
function sumOfRow(x: usize, length: i32): f64 {
  let total = f64x2.splat(0);
  let i = 0;
  while (i < length) {
    const end = min(i + 16 * chunk, length);
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    for (; i + 16 <= end; i += 16) {
      const at = x + (<usize>i << 2);
      s0 = f32x4.add(s0, v128.load(at));
      s1 = f32x4.add(s1, v128.load(at, 16));
      s2 = f32x4.add(s2, v128.load(at, 32));
      s3 = f32x4.add(s3, v128.load(at, 48));
    }
    for (; i < end; i += 4) s0 = f32x4.add(s0, loadFirst(x + (<usize>i << 2), min(end - i, 4)));
    i = end;
    const sum = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
    total = f64x2.add(total, f64x2.add(lowerToFloat64(sum), upperToFloat64(sum)));
  }
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
}

/** The bytes that `sumAxis` needs as its workspace. */
export function sumAxisWorkspaceBytes(inner: i32): i32 {
  return ((inner + 3) & ~3) << 3;
}

/** Adds a chunk of rows to the totals of their columns, while it is in the first cache. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function addRows(x: usize, rows: i32, inner: i32, totals: usize): void {
  const stride = <usize>inner << 2;
  let column = 0;
  // One line of the cache at a time.
  for (; column + 16 <= inner; column += 16) {
    let at = x + (<usize>column << 2);
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    for (let row = 0; row < rows; row++) {
      s0 = f32x4.add(s0, v128.load(at));
      s1 = f32x4.add(s1, v128.load(at, 16));
      s2 = f32x4.add(s2, v128.load(at, 32));
      s3 = f32x4.add(s3, v128.load(at, 48));
      at += stride;
    }
    const to = totals + (<usize>column << 3);
    addToTotals(to, s0);
    addToTotals(to + 32, s1);
    addToTotals(to + 64, s2);
    addToTotals(to + 96, s3);
  }
  for (; column < inner; column += 4) {
    const count = min(inner - column, 4);
    let at = x + (<usize>column << 2);
    let sum = f32x4.splat(0);
    for (let row = 0; row < rows; row++) {
      sum = f32x4.add(sum, loadFirst(at, count));
      at += stride;
    }
    addToTotals(totals + (<usize>column << 3), sum);
  }
}

/** Sums an array of `outer` x `length` x `inner` numbers over its middle axis, times `scale`. */
export function sumAxis(
  x: usize, outer: i32, length: i32, inner: i32, scale: f64, out: usize, workspace: usize,
): void {
  const stride = <usize>inner << 2;
  const factor = f64x2.splat(scale);
  for (let i = 0; i < outer; i++) {
    if (inner == 1) {
      store<f32>(out, <f32>(sumOfRow(x, length) * scale));
    } else {
      const end = workspace + sumAxisWorkspaceBytes(inner);
      for (let at = workspace; at < end; at += 16) v128.store(at, f64x2.splat(0));
      for (let row = 0; row < length; row += chunk) {
        addRows(x + stride * row, min(chunk, length - row), inner, workspace);
      }
      for (let column = 0; column < inner; column += 4) {
        const sums = roundTotals(workspace + (<usize>column << 3), factor);
        storeFirst(out + (<usize>column << 2), sums, min(inner - column, 4));
      }
    }
    x += stride * length;
    out += stride;
  }
}
