import { firstLanes, loadFirst, storeFirst } from '../elementwise/partialVector';
import { log } from '../vectorMath';
import { largestIndex, lanesExcept, numberAt, oddsAgainst, sumOfLanes } from './softmaxRow';

/** The probabilities of each of `rows` rows of logits. */
export function softmaxRows(logits: usize, rows: i32, classes: i32, out: usize): void {
  const stride = <usize>classes << 2;
  for (let row = 0; row < rows; row++) {
    const index = largestIndex(logits, classes);
    const odds = oddsAgainst(logits, classes, index, numberAt(logits, index), out);
    const scale = f32x4.splat(1 / (1 + odds));
    for (let i = 0; i < classes; i += 4) {
      const count = min(classes - i, 4);
      const at = out + (<usize>i << 2);
      storeFirst(at, f32x4.mul(loadFirst(at, count), scale), count);
    }
    logits += stride;
    out += stride;
  }
}

/**
 * The gradient to the logits of probabilities, `p (dy - sum p dy)`, given that to the probabilities;
 * `dy` is taken relative to its value at the largest one, where the difference would cancel. In place.
 */
export function softmaxRowsGradient(probs: usize, dy: usize, rows: i32, classes: i32): void {
  const stride = <usize>classes << 2;
  for (let row = 0; row < rows; row++) {
    const index = largestIndex(probs, classes);
    const origin = f32x4.splat(numberAt(dy, index));
    let sum = f32x4.splat(0);
    for (let i = 0; i < classes; i += 4) {
      const count = min(classes - i, 4);
      const offset = <usize>i << 2;
      const relative = f32x4.sub(loadFirst(dy + offset, count), origin);
      const weighted = f32x4.mul(loadFirst(probs + offset, count), relative);
      sum = f32x4.add(sum, v128.and(weighted, firstLanes(count)));
    }
    const expectation = f32x4.splat(sumOfLanes(sum));
    for (let i = 0; i < classes; i += 4) {
      const count = min(classes - i, 4);
      const offset = <usize>i << 2;
      const relative = f32x4.sub(loadFirst(dy + offset, count), origin);
      const centered = f32x4.sub(relative, expectation);
      storeFirst(dy + offset, f32x4.mul(loadFirst(probs + offset, count), centered), count);
    }
    probs += stride;
    dy += stride;
  }
}

/** `log(max(x, 2^-126))`: finite for every probability. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function flooredLog(x: v128): v128 {
  return log(f32x4.pmax(x, f32x4.splat(1.1754943508222875e-38)));
}

/**
 * From the sum of outer products over pairs, in `joint`, makes in place the symmetrized joint
 * distribution P, and in `pointwise` times `scale` what each of its elements costs:
 * `w log(K P_i) + w log(K P_j) - log(K^2 P_ij)`. Returns the sum of P times that cost, without `scale`.
 * `marginals` has room for K numbers.
 */
export function iicPointwise(
  joint: usize, classes: i32, pairs: i32, weight: f32, scale: f32, marginals: usize,
  pointwise: usize,
): f64 {
  const stride = <usize>classes << 2;
  const half = <f32>(0.5 / <f64>pairs);
  for (let i = 0; i < classes; i++) {
    for (let j = 0; j <= i; j++) {
      const lower = joint + stride * i + (<usize>j << 2);
      const upper = joint + stride * j + (<usize>i << 2);
      const mean = (load<f32>(lower) + load<f32>(upper)) * half;
      store<f32>(lower, mean);
      store<f32>(upper, mean);
    }
  }
  for (let i = 0; i < classes; i++) {
    let sum: f64 = 0;
    for (let j = 0; j < classes; j++) sum += load<f32>(joint + stride * i + (<usize>j << 2));
    const marginal = flooredLog(f32x4.splat(<f32>(sum * classes)));
    store<f32>(marginals + (<usize>i << 2), f32x4.extract_lane(marginal, 0) * weight);
  }
  const square = f32x4.splat(<f32>classes * <f32>classes);
  let total: f64 = 0;
  for (let i = 0; i < classes; i++) {
    const ofRow = v128.load32_splat(marginals + (<usize>i << 2));
    let sum = f32x4.splat(0);
    for (let j = 0; j < classes; j += 4) {
      const count = min(classes - j, 4);
      const offset = stride * i + (<usize>j << 2);
      const p = loadFirst(joint + offset, count);
      const both = f32x4.add(ofRow, loadFirst(marginals + (<usize>j << 2), count));
      const cost = f32x4.sub(both, flooredLog(f32x4.mul(p, square)));
      sum = f32x4.add(sum, v128.and(f32x4.mul(p, cost), lanesExcept(-1, j, count)));
      storeFirst(pointwise + offset, f32x4.mul(cost, f32x4.splat(scale)), count);
    }
    total += <f64>sumOfLanes(sum);
  }
  return total;
}
