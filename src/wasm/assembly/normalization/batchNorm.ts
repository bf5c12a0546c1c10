import { loadFirst, storeFirst } from '../elementwise/partialVector';
import { addToTotals, roundTotals } from '../float64Totals';
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

/** The bytes that `normalizeRowsGradient` needs as its workspace. */
export function normalizeRowsGradientWorkspaceBytes(channels: i32): i32 {
  return wholeVectors(channels) * (2 * 4 + 2 * 8);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function wholeVectors(channels: i32): i32 {
  return (channels + 3) & ~3;
}

/**
 * The gradient `dy factor` to the rows, and for each channel the sums of `dy` and of
 * `dy (x - mean)`, of which the gradients to the statistics consist: in one pass.
 */
export function normalizeRowsGradient(
  x: usize,
  dy: usize,
  rows: i32,
  channels: i32,
  mean: usize,
  factor: usize,
  dx: usize,
  sumOfDy: usize,
  sumOfProduct: usize,
  workspace: usize,
): void {
  const stride = <usize>channels << 2;
  const padded = <usize>wholeVectors(channels) << 2;
  const sums = workspace, products = sums + padded, totals = products + padded;
  memory.fill(totals, 0, 4 * padded);
  for (let first = 0; first < rows; first += CHUNK) {
    const count = min(CHUNK, rows - first);
    memory.fill(sums, 0, 2 * padded);
    let row = 0;
    for (; row + 2 <= count; row += 2) {
      addRows(2, x, dy, stride, mean, factor, dx, sums, products);
      x += 2 * stride;
      dy += 2 * stride;
      dx += 2 * stride;
    }
    if (row < count) {
      addRows(1, x, dy, stride, mean, factor, dx, sums, products);
      x += stride;
      dy += stride;
      dx += stride;
    }
    for (let at: usize = 0; at < 2 * padded; at += 16) {
      addToTotals(totals + 2 * at, v128.load(sums + at));
    }
  }
  const one = f64x2.splat(1);
  for (let channel = 0; channel < channels; channel += 4) {
    const present = min(channels - channel, 4);
    const at = <usize>channel << 2;
    storeFirst(sumOfDy + at, roundTotals(totals + 2 * at, one), present);
    storeFirst(sumOfProduct + at, roundTotals(totals + 2 * (padded + at), one), present);
  }
}

/** One row, or two, each load and store of the sums serving both. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function addRows(
  count: i32,
  x: usize,
  dy: usize,
  stride: usize,
  mean: usize,
  factor: usize,
  dx: usize,
  sums: usize,
  products: usize,
): void {
  const whole = stride & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    addVectors(count, x + at, dy + at, stride, mean + at, factor + at, dx + at, sums + at, products + at, 4);
  }
  const rest = <i32>(stride & 15) >> 2;
  if (rest) {
    addVectors(
      count, x + at, dy + at, stride, mean + at, factor + at, dx + at, sums + at, products + at, rest,
    );
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function addVectors(
  count: i32,
  x: usize,
  dy: usize,
  stride: usize,
  mean: usize,
  factor: usize,
  dx: usize,
  sums: usize,
  products: usize,
  present: i32,
): void {
  const center = loadFirst(mean, present), scale = loadFirst(factor, present);
  const gradient = loadFirst(dy, present);
  let sum = f32x4.add(v128.load(sums), gradient);
  let product = multiplyAdd(
    gradient, f32x4.sub(loadFirst(x, present), center), v128.load(products),
  );
  storeFirst(dx, f32x4.mul(gradient, scale), present);
  if (count == 2) {
    const second = loadFirst(dy + stride, present);
    sum = f32x4.add(sum, second);
    product = multiplyAdd(second, f32x4.sub(loadFirst(x + stride, present), center), product);
    storeFirst(dx + stride, f32x4.mul(second, scale), present);
  }
  v128.store(sums, sum);
  v128.store(products, product);
}
