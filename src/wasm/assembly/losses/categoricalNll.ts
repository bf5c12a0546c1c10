import { loadFirst, storeFirst } from '../elementwise/partialVector';
import {
  lanesExcept,
  largestIndex,
  numberAt,
  oddsAgainst,
  scalarLog1p,
  sumOfLanes,
} from './softmaxRow';

/*
 * Rows of `classes` targets and logits, one for each element of the loss. Elements are reduced as in
 * elementwiseLoss.ts; where nothing is reduced, each element is a row of size 1.
 */

/** `sum_k target_k (-log softmax(logits)_k)`. */
function valueOf(target: usize, logits: usize, classes: i32): f32 {
  const index = largestIndex(logits, classes);
  const maximum = numberAt(logits, index);
  const logOdds = scalarLog1p(oddsAgainst(logits, classes, index, maximum, 0));
  let sum = f32x4.splat(0);
  for (let i = 0; i < classes; i += 4) {
    const count = min(classes - i, 4);
    const offset = <usize>i << 2;
    const relative = f32x4.sub(loadFirst(logits + offset, count), f32x4.splat(maximum));
    const cost = f32x4.sub(f32x4.splat(logOdds), relative);
    // Beyond the classes both factors could make NaN of 0 times infinity.
    const term = f32x4.mul(loadFirst(target + offset, count), cost);
    sum = f32x4.add(sum, v128.and(term, lanesExcept(-1, i, count)));
  }
  return sumOfLanes(sum);
}

export function categoricalNllSum(
  target: usize, logits: usize, classes: i32, mask: usize,
  rows: i32, size: i32, scale: f64, out: usize,
): void {
  const stride = <usize>classes << 2;
  for (let row = 0; row < rows; row++) {
    let sum: f64 = 0;
    for (let i = 0; i < size; i++) {
      if (!mask || load<u8>(mask)) sum += <f64>valueOf(target, logits, classes);
      if (mask) mask++;
      target += stride;
      logits += stride;
    }
    store<f32>(out + (<usize>row << 2), <f32>(sum * scale));
  }
}

/** `weight (softmax(logits) sum_k target_k - target)`. */
function toLogits(target: usize, logits: usize, classes: i32, weight: f32, out: usize): void {
  const index = largestIndex(logits, classes);
  const odds = oddsAgainst(logits, classes, index, numberAt(logits, index), out);
  let total = f32x4.splat(0);
  for (let i = 0; i < classes; i += 4) {
    total = f32x4.add(total, loadFirst(target + (<usize>i << 2), min(classes - i, 4)));
  }
  const scale = f32x4.splat(sumOfLanes(total) / (1 + odds));
  let others = f32x4.splat(0);
  for (let i = 0; i < classes; i += 4) {
    const count = min(classes - i, 4);
    const offset = <usize>i << 2;
    const share = f32x4.mul(loadFirst(out + offset, count), scale);
    const gradient = f32x4.sub(share, loadFirst(target + offset, count));
    others = f32x4.add(others, v128.and(gradient, lanesExcept(index, i, count)));
    storeFirst(out + offset, f32x4.mul(gradient, f32x4.splat(weight)), count);
  }
  // The gradients sum to 0: that of the likeliest class is taken from the others, where the
  // difference would cancel for a confident and right prediction.
  if (index >= 0) store<f32>(out + (<usize>index << 2), -sumOfLanes(others) * weight);
}

/** `-weight log softmax(logits)`. */
function toTarget(_target: usize, logits: usize, classes: i32, weight: f32, out: usize): void {
  const index = largestIndex(logits, classes);
  const maximum = numberAt(logits, index);
  const logOdds = scalarLog1p(oddsAgainst(logits, classes, index, maximum, 0));
  for (let i = 0; i < classes; i += 4) {
    const count = min(classes - i, 4);
    const offset = <usize>i << 2;
    const relative = f32x4.sub(loadFirst(logits + offset, count), f32x4.splat(maximum));
    const cost = f32x4.sub(f32x4.splat(logOdds), relative);
    storeFirst(out + offset, f32x4.mul(cost, f32x4.splat(weight)), count);
  }
}

/** The gradient to the target or to the logits, given one upstream number for each row of elements. */
export function categoricalNllGradient(
  isToTarget: bool, target: usize, logits: usize, classes: i32, mask: usize, dy: usize,
  rows: i32, size: i32, scale: f32, out: usize,
): void {
  const stride = <usize>classes << 2;
  for (let row = 0; row < rows; row++) {
    const weight = scale * load<f32>(dy + (<usize>row << 2));
    for (let i = 0; i < size; i++) {
      if (mask && !load<u8>(mask)) memory.fill(out, 0, stride);
      else if (isToTarget) toTarget(target, logits, classes, weight, out);
      else toLogits(target, logits, classes, weight, out);
      if (mask) mask++;
      target += stride;
      logits += stride;
      out += stride;
    }
  }
}
