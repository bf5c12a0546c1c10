import { exp } from '../vectorMath';
import { mapLoss, scaleDerivative, sumLoss } from './elementwiseLoss';

/** `exp(-logVar / 2)`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function precisionRoot(logVar: v128): v128 {
  return exp(f32x4.mul(logVar, f32x4.splat(-0.5)));
}

/** `(log 2 pi + logVar + r^2) / 2` with the residual `r = (target - mean) exp(-logVar / 2)`. */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Value {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 3; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(target: v128, mean: v128, logVar: v128, _x3: v128): v128 {
    const residual = f32x4.mul(f32x4.sub(target, mean), precisionRoot(logVar));
    const constants = f32x4.add(logVar, f32x4.splat(1.8378770664093453));
    return f32x4.mul(f32x4.add(constants, f32x4.mul(residual, residual)), f32x4.splat(0.5));
  }
}

/** The derivative to the target, `r exp(-logVar / 2)`; to the mean, it is the negative. */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class ToTarget {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 3; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(target: v128, mean: v128, logVar: v128, _x3: v128): v128 {
    const root = precisionRoot(logVar);
    return f32x4.mul(f32x4.mul(f32x4.sub(target, mean), root), root);
  }
}

/** The derivative to the log-variance, `(1 - r^2) / 2`. */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class ToLogVar {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 3; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(target: v128, mean: v128, logVar: v128, _x3: v128): v128 {
    const residual = f32x4.mul(f32x4.sub(target, mean), precisionRoot(logVar));
    const excess = f32x4.sub(f32x4.splat(1), f32x4.mul(residual, residual));
    return f32x4.mul(excess, f32x4.splat(0.5));
  }
}

// The inputs are target, mean and logVar.

export function gaussianNllSum(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize,
  rows: i32, size: i32, isTotal: bool, scale: f64, out: usize,
): void {
  sumLoss<Value>(x0, x1, x2, x3, mask, rows, size, isTotal, scale, out);
}

export function gaussianNllMap(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, size: i32, out: usize,
): void {
  mapLoss<Value>(x0, x1, x2, x3, mask, size, out);
}

export function gaussianNllToTarget(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, dy: usize,
  rows: i32, size: i32, scale: f32, out: usize,
): void {
  scaleDerivative<ToTarget>(x0, x1, x2, x3, mask, dy, rows, size, scale, out);
}

export function gaussianNllToLogVar(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, dy: usize,
  rows: i32, size: i32, scale: f32, out: usize,
): void {
  scaleDerivative<ToLogVar>(x0, x1, x2, x3, mask, dy, rows, size, scale, out);
}
