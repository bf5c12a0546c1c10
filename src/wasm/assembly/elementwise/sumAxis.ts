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

/** The sums of up to four columns of a matrix with rows of `stride` bytes, times `scale`. */
function sumOfColumns(
  x: usize, length: i32, stride: usize, count: i32, scale: f64, out: usize,
): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let i = 0;
  while (i < length) {
    const end = min(i + chunk, length);
    let sum = f32x4.splat(0);
    for (; i < end; i++) {
      sum = f32x4.add(sum, loadFirst(x, count));
      x += stride;
    }
    low = f64x2.add(low, lowerToFloat64(sum));
    high = f64x2.add(high, upperToFloat64(sum));
  }
  const factor = f64x2.splat(scale);
  const lower = f32x4.demote_f64x2_zero(f64x2.mul(low, factor));
  const upper = f32x4.demote_f64x2_zero(f64x2.mul(high, factor));
  storeFirst(out, v128.shuffle<i64>(lower, upper, 0, 2), count);
}

/** The same for 16 columns: one line of the cache at a time. */
function sumOf16Columns(x: usize, length: i32, stride: usize, scale: f64, out: usize): void {
  let low0 = f64x2.splat(0), high0 = f64x2.splat(0), low1 = f64x2.splat(0), high1 = f64x2.splat(0);
  let low2 = f64x2.splat(0), high2 = f64x2.splat(0), low3 = f64x2.splat(0), high3 = f64x2.splat(0);
  let i = 0;
  while (i < length) {
    const end = min(i + chunk, length);
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    for (; i < end; i++) {
      s0 = f32x4.add(s0, v128.load(x));
      s1 = f32x4.add(s1, v128.load(x, 16));
      s2 = f32x4.add(s2, v128.load(x, 32));
      s3 = f32x4.add(s3, v128.load(x, 48));
      x += stride;
    }
    low0 = f64x2.add(low0, lowerToFloat64(s0));
    high0 = f64x2.add(high0, upperToFloat64(s0));
    low1 = f64x2.add(low1, lowerToFloat64(s1));
    high1 = f64x2.add(high1, upperToFloat64(s1));
    low2 = f64x2.add(low2, lowerToFloat64(s2));
    high2 = f64x2.add(high2, upperToFloat64(s2));
    low3 = f64x2.add(low3, lowerToFloat64(s3));
    high3 = f64x2.add(high3, upperToFloat64(s3));
  }
  const factor = f64x2.splat(scale);
  v128.store(out, toFloat32(low0, high0, factor));
  v128.store(out, toFloat32(low1, high1, factor), 16);
  v128.store(out, toFloat32(low2, high2, factor), 32);
  v128.store(out, toFloat32(low3, high3, factor), 48);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function toFloat32(low: v128, high: v128, factor: v128): v128 {
  const lower = f32x4.demote_f64x2_zero(f64x2.mul(low, factor));
  const upper = f32x4.demote_f64x2_zero(f64x2.mul(high, factor));
  return v128.shuffle<i64>(lower, upper, 0, 2);
}

/** Sums an array of `outer` x `length` x `inner` numbers over its middle axis, times `scale`. */
export function sumAxis(
  x: usize, outer: i32, length: i32, inner: i32, scale: f64, out: usize,
): void {
  const stride = <usize>inner << 2;
  for (let i = 0; i < outer; i++) {
    if (inner == 1) {
      store<f32>(out, <f32>(sumOfRow(x, length) * scale));
    } else {
      let column = 0;
      for (; column + 16 <= inner; column += 16) {
        const offset = <usize>column << 2;
        sumOf16Columns(x + offset, length, stride, scale, out + offset);
      }
      for (; column < inner; column += 4) {
        const offset = <usize>column << 2;
        const count = min(inner - column, 4);
        sumOfColumns(x + offset, length, stride, count, scale, out + offset);
      }
    }
    x += stride * length;
    out += stride;
  }
}
