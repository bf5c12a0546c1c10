import { loadFirst, storeFirst } from '../elementwise/partialVector';
import { multiplyAdd } from '../multiplyAdd';

/** So many rows are summed in float32, while they are in the first cache, before float64 goes on. */
const CHUNK: i32 = 64;

/** `(x - mean) factor + offset`, row by row, with a mean, a factor and an offset a channel. */
export function normalizeRows(
  x: usize, rows: i32, channels: i32, mean: usize, factor: usize, offset: usize, out: usize,
): void {
  const whole = <usize>(channels & ~3) << 2;
  const rest = channels & 3;
  for (let row = 0; row < rows; row++) {
    let at: usize = 0;
    for (; at < whole; at += 16) {
      const centered = f32x4.sub(v128.load(x + at), v128.load(mean + at));
      const result = multiplyAdd(centered, v128.load(factor + at), v128.load(offset + at));
      v128.store(out + at, result);
    }
    if (rest) {
      const centered = f32x4.sub(loadFirst(x + at, rest), loadFirst(mean + at, rest));
      const result = multiplyAdd(centered, loadFirst(factor + at, rest), loadFirst(offset + at, rest));
      storeFirst(out + at, result, rest);
    }
    x += <usize>channels << 2;
    out += <usize>channels << 2;
  }
}

/** The bytes that `normalizedSums` needs as its workspace. */
export function normalizedSumsWorkspaceBytes(channels: i32): i32 {
  return ((channels + 3) & ~3) * 16;
}

/**
 * For each channel, the sum of `dy`, and that of `dy (x - mean)`: all that the gradient of a batch
 * normalization needs of both.
 */
export function normalizedSums(
  x: usize,
  dy: usize,
  rows: i32,
  channels: i32,
  mean: usize,
  sumOfDy: usize,
  sumOfProduct: usize,
  workspace: usize,
): void {
  const stride = <usize>channels << 2;
  memory.fill(workspace, 0, normalizedSumsWorkspaceBytes(channels));
  for (let first = 0; first < rows; first += CHUNK) {
    const count = min(CHUNK, rows - first);
    let totals = workspace;
    for (let channel = 0; channel < channels; channel += 4) {
      const present = min(channels - channel, 4);
      const offset = <usize>channel << 2;
      const center = loadFirst(mean + offset, present);
      let sum = f32x4.splat(0), product = sum;
      let atX = x + offset, atDy = dy + offset;
      if (present == 4) {
        let oddSum = sum, oddProduct = sum;
        let row = count;
        for (; row >= 2; row -= 2) {
          const even = v128.load(atDy), odd = v128.load(atDy + stride);
          sum = f32x4.add(sum, even);
          oddSum = f32x4.add(oddSum, odd);
          product = multiplyAdd(even, f32x4.sub(v128.load(atX), center), product);
          oddProduct = multiplyAdd(odd, f32x4.sub(v128.load(atX + stride), center), oddProduct);
          atX += 2 * stride;
          atDy += 2 * stride;
        }
        if (row) {
          const last = v128.load(atDy);
          sum = f32x4.add(sum, last);
          product = multiplyAdd(last, f32x4.sub(v128.load(atX), center), product);
        }
        sum = f32x4.add(sum, oddSum);
        product = f32x4.add(product, oddProduct);
      } else {
        for (let row = 0; row < count; row++) {
          const gradient = loadFirst(atDy, present);
          sum = f32x4.add(sum, gradient);
          product = multiplyAdd(gradient, f32x4.sub(loadFirst(atX, present), center), product);
          atX += stride;
          atDy += stride;
        }
      }
      addToTotals(totals, sum);
      addToTotals(totals + 32, product);
      totals += 64;
    }
    x += CHUNK * stride;
    dy += CHUNK * stride;
  }
  for (let channel = 0; channel < channels; channel += 4) {
    const present = min(channels - channel, 4);
    storeFirst(sumOfDy + (channel << 2), totalsAsFloats(workspace), present);
    storeFirst(sumOfProduct + (channel << 2), totalsAsFloats(workspace + 32), present);
    workspace += 64;
  }
}

/** Adds four float32 numbers to four in float64. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function addToTotals(totals: usize, values: v128): void {
  const high = v128.shuffle<i32>(values, values, 2, 3, 2, 3);
  v128.store(totals, f64x2.add(v128.load(totals), f64x2.promote_low_f32x4(values)));
  v128.store(totals, f64x2.add(v128.load(totals, 16), f64x2.promote_low_f32x4(high)), 16);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function totalsAsFloats(totals: usize): v128 {
  const low = f32x4.demote_f64x2_zero(v128.load(totals));
  const high = f32x4.demote_f64x2_zero(v128.load(totals, 16));
  return v128.shuffle<i64>(low, high, 0, 2);
}
