import { firstLanes, keptLanes, loadFirst, storeFirst } from '../elementwise/partialVector';

/*
 * Loops over the elements of a loss, or of one of its derivatives. A formula is a class that is never
 * instantiated, with the number of its inputs, `inputs`, and the method `evaluate`: a type argument
 * is inlined, where a function as argument would be called through a table for every four numbers.
 *
 * Inputs are addresses of float32 values. A mask is the address of a byte for each element, or 0.
 * Masked elements are replaced by zeros before and after.
 */

/** Eight rounding errors of a sum stay behind each other for at most this many numbers. */
const chunk: i32 = 2048;

// @ts-ignore: a decorator of AssemblyScript
@inline
function at<F>(x0: usize, x1: usize, x2: usize, x3: usize, offset: usize): v128 {
  const formula = changetype<F>(0);
  const zero = f32x4.splat(0);
  return formula.evaluate(
    v128.load(x0 + offset),
    formula.inputs > 1 ? v128.load(x1 + offset) : zero,
    formula.inputs > 2 ? v128.load(x2 + offset) : zero,
    formula.inputs > 3 ? v128.load(x3 + offset) : zero,
  );
}

/** The formula for the first `count` lanes; zero in those that are masked or beyond. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function atFirst<F>(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, element: i32, count: i32,
): v128 {
  const formula = changetype<F>(0);
  const keep = mask ? keptLanes(mask + element, count) : firstLanes(count);
  const offset = <usize>element << 2;
  const zero = f32x4.splat(0);
  const value = formula.evaluate(
    v128.and(keep, loadFirst(x0 + offset, count)),
    formula.inputs > 1 ? v128.and(keep, loadFirst(x1 + offset, count)) : zero,
    formula.inputs > 2 ? v128.and(keep, loadFirst(x2 + offset, count)) : zero,
    formula.inputs > 3 ? v128.and(keep, loadFirst(x3 + offset, count)) : zero,
  );
  return v128.and(keep, value);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function sumOfLanes(v: v128): f64 {
  return (
    (<f64>f32x4.extract_lane(v, 0) + <f64>f32x4.extract_lane(v, 1)) +
    (<f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3))
  );
}

/**
 * Sums the formula over each of `rows` rows of `size` elements, into `out`; or, if `isTotal`, over all
 * of them. Every sum is multiplied by `scale`. Partial sums are added up in float64.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function sumLoss<F>(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize,
  rows: i32, size: i32, isTotal: bool, scale: f64, out: usize,
): void {
  if (isTotal) {
    size *= rows;
    rows = 1;
  }
  let element = 0;
  for (let row = 0; row < rows; row++) {
    const end = element + size;
    let sum: f64 = 0;
    while (element < end) {
      const endOfChunk = min(element + chunk, end);
      let s0 = f32x4.splat(0);
      if (!mask) {
        // Two vectors at once share the constants of the formula and hide its latency.
        for (; element + 8 <= endOfChunk; element += 8) {
          const offset = <usize>element << 2;
          const low = at<F>(x0, x1, x2, x3, offset);
          s0 = f32x4.add(s0, f32x4.add(low, at<F>(x0, x1, x2, x3, offset + 16)));
        }
      }
      for (; element < endOfChunk; element += 4) {
        const count = min(endOfChunk - element, 4);
        s0 = f32x4.add(s0, atFirst<F>(x0, x1, x2, x3, mask, element, count));
      }
      element = endOfChunk;
      sum += sumOfLanes(s0);
    }
    store<f32>(out + (<usize>row << 2), <f32>(sum * scale));
  }
}

/** The formula for each of `size` elements, into `out`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function mapLoss<F>(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, size: i32, out: usize,
): void {
  let element = 0;
  if (!mask) {
    for (; element + 8 <= size; element += 8) {
      const offset = <usize>element << 2;
      const low = at<F>(x0, x1, x2, x3, offset);
      const high = at<F>(x0, x1, x2, x3, offset + 16);
      v128.store(out + offset, low);
      v128.store(out + offset, high, 16);
    }
  }
  for (; element < size; element += 4) {
    const count = min(size - element, 4);
    const value = atFirst<F>(x0, x1, x2, x3, mask, element, count);
    storeFirst(out + (<usize>element << 2), value, count);
  }
}

/**
 * The formula of a derivative times `scale` and the upstream gradient `dy`: one number for each of
 * `rows` rows of `size` elements, or one for each element if `rows` is 0.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function scaleDerivative<F>(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, dy: usize,
  rows: i32, size: i32, scale: f32, out: usize,
): void {
  const isSpread = rows > 0;
  let element = 0;
  let row = 0;
  do {
    const end = element + size;
    let weight = f32x4.splat(scale);
    if (isSpread) weight = f32x4.mul(weight, v128.load32_splat(dy + (<usize>row << 2)));
    if (!mask) {
      for (; element + 8 <= end; element += 8) {
        const offset = <usize>element << 2;
        let low = f32x4.mul(weight, at<F>(x0, x1, x2, x3, offset));
        let high = f32x4.mul(weight, at<F>(x0, x1, x2, x3, offset + 16));
        if (!isSpread) {
          low = f32x4.mul(low, v128.load(dy + offset));
          high = f32x4.mul(high, v128.load(dy + offset, 16));
        }
        v128.store(out + offset, low);
        v128.store(out + offset, high, 16);
      }
    }
    for (; element < end; element += 4) {
      const count = min(end - element, 4);
      const offset = <usize>element << 2;
      let value = f32x4.mul(weight, atFirst<F>(x0, x1, x2, x3, mask, element, count));
      if (!isSpread) value = f32x4.mul(value, loadFirst(dy + offset, count));
      storeFirst(out + offset, value, count);
    }
    element = end;
  } while (++row < rows);
}
