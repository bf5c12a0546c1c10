import { firstLanes, loadFirst, storeFirst } from '../elementwise/partialVector';
import { exp, log1p } from '../vectorMath';

/*
 * A row of logits seen from its largest one. The odds of all others against it carry what a
 * probability near 1 has lost to rounding.
 */

/** The index of the first of the largest numbers; -1 if one of the first four is NaN. */
export function largestIndex(row: usize, size: i32): i32 {
  let largest = loadFirst(row, size);
  if (size < 4) {
    largest = v128.bitselect(largest, f32x4.splat(-Infinity), firstLanes(size));
  }
  let i = 4;
  for (; i + 4 <= size; i += 4) {
    largest = f32x4.pmax(largest, v128.load(row + (<usize>i << 2)));
  }
  let maximum = f32x4.extract_lane(largest, 0);
  maximum = max(maximum, f32x4.extract_lane(largest, 1));
  maximum = max(maximum, f32x4.extract_lane(largest, 2));
  maximum = max(maximum, f32x4.extract_lane(largest, 3));
  for (; i < size; i++) maximum = max(maximum, load<f32>(row + (<usize>i << 2)));
  for (let k = 0; k < size; k++) {
    if (load<f32>(row + (<usize>k << 2)) == maximum) return k;
  }
  return -1;
}

/** The number at an index of a row, NaN if there is none. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function numberAt(row: usize, index: i32): f32 {
  return index < 0 ? NaN : load<f32>(row + (<usize>index << 2));
}

/** All bits set in the first `count` of the lanes that number from `first`, except that of `index`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function lanesExcept(index: i32, first: i32, count: i32): v128 {
  const others = i32x4.ne(i32x4(0, 1, 2, 3), i32x4.splat(index - first));
  return v128.and(others, firstLanes(count));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function sumOfLanes(v: v128): f32 {
  return (
    (f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1)) +
    (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}

/**
 * The sum of the odds `exp(x - maximum)` of all classes but the largest; if `odds` is not 0, those of
 * all classes are stored there.
 */
export function oddsAgainst(
  row: usize, size: i32, index: i32, maximum: f32, odds: usize,
): f32 {
  let sum = f32x4.splat(0);
  for (let i = 0; i < size; i += 4) {
    const count = min(size - i, 4);
    const offset = <usize>i << 2;
    const relative = f32x4.sub(loadFirst(row + offset, count), f32x4.splat(maximum));
    const each = exp(relative);
    if (odds) storeFirst(odds + offset, each, count);
    sum = f32x4.add(sum, v128.and(each, lanesExcept(index, i, count)));
  }
  return sumOfLanes(sum);
}

/** `log(1 + x)` of one number. */
export function scalarLog1p(x: f32): f32 {
  return f32x4.extract_lane(log1p(f32x4.splat(x)), 0);
}
