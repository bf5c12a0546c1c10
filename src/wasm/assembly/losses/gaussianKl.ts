import { biasedMultiplier, expInRange, expSecondOrder, halfPowerOfTwo, reduced } from '../vectorMath';
import { emit, evaluateLoss } from './elementwiseLoss';

/**
 * `(exp(d) - 1 - d + r^2) / 2` with the log-ratio of variances d and the standardized distance r. The
 * derivatives are `expm1(d) / 2` to the log-variance, `r exp(-priorLogVar / 2)` to the mean, and to
 * that of the prior the negative, and `-(expm1(d) + r^2) / 2` to the log-variance of the prior. To
 * N(0, I), where d is the log-variance and r is the mean, the first one alone is stored.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
function divergence(
  mean: v128, logVar: v128, hasPrior: bool, priorMean: v128, priorLogVar: v128,
  isDifferentiated: bool, derivatives: usize, stride: usize,
  isWhole: bool, keep: v128, count: i32,
): v128 {
  const half = f32x4.splat(0.5);
  let root = half;
  let distance = mean;
  let ratio = logVar;
  if (hasPrior) {
    root = expInRange(f32x4.mul(priorLogVar, f32x4.splat(-0.5)));
    distance = f32x4.mul(f32x4.sub(mean, priorMean), root);
    ratio = f32x4.sub(logVar, priorLogVar);
  }
  const halfSquare = f32x4.mul(f32x4.mul(distance, distance), half);

  // Half of exp(ratio) in three parts: the terms of second order, the linear one, and the constant
  // one less 1/2. At ratios near zero the last two vanish from `exp(d) - 1 - d` without rounding.
  // From a ratio of 89 on, where exp(d) has left float32, its half stays where it is there.
  ratio = f32x4.pmin(ratio, f32x4.splat(89));
  const bounded = f32x4.pmax(ratio, f32x4.splat(-20));
  const n = biasedMultiplier(bounded);
  const r = reduced(bounded, n);
  const power = halfPowerOfTwo(n);
  const curved = f32x4.mul(power, f32x4.mul(expSecondOrder(r), f32x4.mul(r, r)));
  const linear = f32x4.mul(power, r);
  const constant = f32x4.sub(power, half);
  if (isDifferentiated) {
    const toLogVar = f32x4.add(curved, f32x4.add(linear, constant));
    emit(derivatives, toLogVar, isWhole, keep, count);
    if (hasPrior) {
      emit(derivatives + stride, f32x4.mul(distance, root), isWhole, keep, count);
      const toPriorLogVar = f32x4.neg(f32x4.add(toLogVar, halfSquare));
      emit(derivatives + 2 * stride, toPriorLogVar, isWhole, keep, count);
    }
  }
  const excess = f32x4.add(f32x4.sub(linear, f32x4.mul(ratio, half)), constant);
  return f32x4.add(f32x4.add(curved, excess), halfSquare);
}

/** The divergence to N(0, I). */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class ToStandardNormal {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 2; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(
    mean: v128, logVar: v128, x2: v128, x3: v128,
    isDifferentiated: bool, derivatives: usize, stride: usize,
    isWhole: bool, keep: v128, count: i32,
  ): v128 {
    return divergence(
      mean, logVar, false, x2, x3, isDifferentiated, derivatives, stride, isWhole, keep, count,
    );
  }
}

/** The divergence to a prior with parameters of its own. */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class ToPrior {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 4; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(
    mean: v128, logVar: v128, priorMean: v128, priorLogVar: v128,
    isDifferentiated: bool, derivatives: usize, stride: usize,
    isWhole: bool, keep: v128, count: i32,
  ): v128 {
    return divergence(
      mean, logVar, true, priorMean, priorLogVar,
      isDifferentiated, derivatives, stride, isWhole, keep, count,
    );
  }
}

// The inputs are mean and logVar, and those of the prior.

export function gaussianKl(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, rows: i32, size: i32,
  values: usize, sums: usize, scale: f64, derivatives: usize,
): void {
  evaluateLoss<ToStandardNormal>(
    x0, x1, x2, x3, mask, rows, size, values, sums, scale, derivatives,
  );
}

export function gaussianKlToPrior(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, rows: i32, size: i32,
  values: usize, sums: usize, scale: f64, derivatives: usize,
): void {
  evaluateLoss<ToPrior>(
    x0, x1, x2, x3, mask, rows, size, values, sums, scale, derivatives,
  );
}
