import { exp, expm1, expMinusTangent } from '../vectorMath';
import { mapLoss, scaleDerivative, sumLoss } from './elementwiseLoss';

/** `difference exp(-logVar / 2)`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function standardized(difference: v128, logVar: v128): v128 {
  return f32x4.mul(difference, exp(f32x4.mul(logVar, f32x4.splat(-0.5))));
}

/** The divergence to N(0, I), `(exp(logVar) - 1 - logVar + mean^2) / 2`. */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Value {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 2; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(mean: v128, logVar: v128, _x2: v128, _x3: v128): v128 {
    const sum = f32x4.add(expMinusTangent(logVar), f32x4.mul(mean, mean));
    return f32x4.mul(sum, f32x4.splat(0.5));
  }
}

/** The derivative to the log-variance, `expm1(logVar) / 2`. */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class ToLogVar {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 1; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(logVar: v128, _x1: v128, _x2: v128, _x3: v128): v128 {
    return f32x4.mul(expm1(logVar), f32x4.splat(0.5));
  }
}

/** The divergence to a prior with the log-ratio of variances d: `(exp(d) - 1 - d + r^2) / 2`. */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class PriorValue {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 4; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(mean: v128, logVar: v128, priorMean: v128, priorLogVar: v128): v128 {
    const distance = standardized(f32x4.sub(mean, priorMean), priorLogVar);
    const excess = expMinusTangent(f32x4.sub(logVar, priorLogVar));
    const sum = f32x4.add(excess, f32x4.mul(distance, distance));
    return f32x4.mul(sum, f32x4.splat(0.5));
  }
}

/** The derivative to the mean, `r exp(-priorLogVar / 2)`; to the mean of the prior, the negative. */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class PriorToMean {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 4; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(mean: v128, _logVar: v128, priorMean: v128, priorLogVar: v128): v128 {
    const distance = standardized(f32x4.sub(mean, priorMean), priorLogVar);
    return standardized(distance, priorLogVar);
  }
}

/** The derivative to the log-variance, `expm1(d) / 2`. */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class PriorToLogVar {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 4; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(_mean: v128, logVar: v128, _priorMean: v128, priorLogVar: v128): v128 {
    return f32x4.mul(expm1(f32x4.sub(logVar, priorLogVar)), f32x4.splat(0.5));
  }
}

/** The derivative to the log-variance of the prior, `-(expm1(d) + r^2) / 2`. */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class PriorToPriorLogVar {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 4; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(mean: v128, logVar: v128, priorMean: v128, priorLogVar: v128): v128 {
    const distance = standardized(f32x4.sub(mean, priorMean), priorLogVar);
    const excess = expm1(f32x4.sub(logVar, priorLogVar));
    const sum = f32x4.add(excess, f32x4.mul(distance, distance));
    return f32x4.mul(sum, f32x4.splat(-0.5));
  }
}

// The inputs are mean and logVar, and those of the prior.

export function gaussianKlSum(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize,
  rows: i32, size: i32, isTotal: bool, scale: f64, out: usize,
): void {
  sumLoss<Value>(x0, x1, x2, x3, mask, rows, size, isTotal, scale, out);
}

export function gaussianKlMap(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, size: i32, out: usize,
): void {
  mapLoss<Value>(x0, x1, x2, x3, mask, size, out);
}

export function gaussianKlToLogVar(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, dy: usize,
  rows: i32, size: i32, scale: f32, out: usize,
): void {
  scaleDerivative<ToLogVar>(x0, x1, x2, x3, mask, dy, rows, size, scale, out);
}

export function gaussianKlToPriorSum(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize,
  rows: i32, size: i32, isTotal: bool, scale: f64, out: usize,
): void {
  sumLoss<PriorValue>(x0, x1, x2, x3, mask, rows, size, isTotal, scale, out);
}

export function gaussianKlToPriorMap(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, size: i32, out: usize,
): void {
  mapLoss<PriorValue>(x0, x1, x2, x3, mask, size, out);
}

export function gaussianKlToPriorToMean(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, dy: usize,
  rows: i32, size: i32, scale: f32, out: usize,
): void {
  scaleDerivative<PriorToMean>(x0, x1, x2, x3, mask, dy, rows, size, scale, out);
}

export function gaussianKlToPriorToLogVar(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, dy: usize,
  rows: i32, size: i32, scale: f32, out: usize,
): void {
  scaleDerivative<PriorToLogVar>(x0, x1, x2, x3, mask, dy, rows, size, scale, out);
}

export function gaussianKlToPriorToPriorLogVar(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, dy: usize,
  rows: i32, size: i32, scale: f32, out: usize,
): void {
  scaleDerivative<PriorToPriorLogVar>(x0, x1, x2, x3, mask, dy, rows, size, scale, out);
}
