import { firstLanes, keptLanes, loadFirst, storeFirst } from '../elementwise/partialVector';

/*
 * The loop over the elements of a loss. A formula is a class that is never instantiated, with the
 * number of its inputs, `inputs`, and the method `evaluate`: a type argument is inlined, where a
 * function as argument would be called through a table for every four numbers.
 *
 * `evaluate` returns the loss of four elements, and hands its derivatives to `emit` where there is a
 * place for them: they cost little beside the elementary function that they share with the loss.
 *
 * Inputs are addresses of float32 values. A mask is the address of a byte for each element, or 0.
 * Masked elements are replaced by zeros before and after.
 */

/** Eight rounding errors of a sum stay behind each other for at most this many numbers. */
const chunk: i32 = 2048;

/** Stores four numbers of a derivative; if they are not whole, the first `count` that `keep` has. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function emit(
  address: usize, derivative: v128, isWhole: bool, keep: v128, count: i32,
): void {
  if (isWhole) v128.store(address, derivative);
  else storeFirst(address, v128.and(keep, derivative), count);
}

/** The formula for four elements; their derivatives, if `isDifferentiated`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function at<F>(
  x0: usize, x1: usize, x2: usize, x3: usize, offset: usize,
  isDifferentiated: bool, derivatives: usize, stride: usize,
): v128 {
  const formula = changetype<F>(0);
  const zero = f32x4.splat(0);
  return formula.evaluate(
    v128.load(x0 + offset),
    formula.inputs > 1 ? v128.load(x1 + offset) : zero,
    formula.inputs > 2 ? v128.load(x2 + offset) : zero,
    formula.inputs > 3 ? v128.load(x3 + offset) : zero,
    isDifferentiated, derivatives + offset, stride, true, zero, 4,
  );
}

/** The formula for the first `count` lanes; zero in those that are masked or beyond. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function atFirst<F>(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, element: i32, count: i32,
  derivatives: usize, stride: usize,
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
    derivatives != 0, derivatives + offset, stride, false, keep, count,
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
 * Adds up the formula for the elements between two offsets in bytes, eight at once: two vectors share
 * the constants of the formula and hide its latency. What is stored beside the sum is decided outside
 * of the loop; a branch within it costs a fifth.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
function sumOfPairs<F>(
  x0: usize, x1: usize, x2: usize, x3: usize, offset: usize, end: usize,
  isDifferentiated: bool, derivatives: usize, stride: usize, isStored: bool, values: usize,
): v128 {
  let sum = f32x4.splat(0);
  for (; offset < end; offset += 32) {
    const low = at<F>(x0, x1, x2, x3, offset, isDifferentiated, derivatives, stride);
    const high = at<F>(x0, x1, x2, x3, offset + 16, isDifferentiated, derivatives, stride);
    sum = f32x4.add(sum, f32x4.add(low, high));
    if (isStored) {
      v128.store(values + offset, low);
      v128.store(values + offset, high, 16);
    }
  }
  return sum;
}

/**
 * Evaluates the formula for `rows` rows of `size` elements. The losses are stored in `values`, and
 * summed over each row into `sums`, whichever is not 0. Every sum is multiplied by `scale`; partial
 * sums are added up in float64. The derivatives are stored in `derivatives`, if that is not 0, one
 * whole tensor after the other.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function evaluateLoss<F>(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, rows: i32, size: i32,
  values: usize, sums: usize, scale: f64, derivatives: usize,
): void {
  const stride = (<usize>rows * <usize>size) << 2;
  let element = 0;
  for (let row = 0; row < rows; row++) {
    const end = element + size;
    let sum: f64 = 0;
    while (element < end) {
      const endOfChunk = min(element + chunk, end);
      let s0 = f32x4.splat(0);
      if (!mask) {
        const count = (endOfChunk - element) & ~7;
        const offset = <usize>element << 2;
        const end = offset + (<usize>count << 2);
        if (derivatives) {
          s0 = values
            ? sumOfPairs<F>(x0, x1, x2, x3, offset, end, true, derivatives, stride, true, values)
            : sumOfPairs<F>(x0, x1, x2, x3, offset, end, true, derivatives, stride, false, 0);
        } else {
          s0 = values
            ? sumOfPairs<F>(x0, x1, x2, x3, offset, end, false, 0, 0, true, values)
            : sumOfPairs<F>(x0, x1, x2, x3, offset, end, false, 0, 0, false, 0);
        }
        element += count;
      }
      for (; element < endOfChunk; element += 4) {
        const count = min(endOfChunk - element, 4);
        const value = atFirst<F>(x0, x1, x2, x3, mask, element, count, derivatives, stride);
        s0 = f32x4.add(s0, value);
        if (values) storeFirst(values + (<usize>element << 2), value, count);
      }
      element = endOfChunk;
      sum += sumOfLanes(s0);
    }
    if (sums) store<f32>(sums + (<usize>row << 2), <f32>(sum * scale));
  }
}
