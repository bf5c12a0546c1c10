import { expInRange } from '../vectorMath';
import { emit, evaluateLoss } from './elementwiseLoss';

/**
 * `(log 2 pi + logVar + r^2) / 2` with the residual `r = (target - mean) exp(-logVar / 2)`. The
 * derivatives are `r exp(-logVar / 2)` to the target, and to the mean the negative, and
 * `(1 - r^2) / 2` to the log-variance.
 */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class GaussianNll {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 3; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(
    target: v128, mean: v128, logVar: v128, _x3: v128,
    isDifferentiated: bool, derivatives: usize, stride: usize,
    isWhole: bool, keep: v128, count: i32,
  ): v128 {
    const half = f32x4.splat(0.5);
    const root = expInRange(f32x4.mul(logVar, f32x4.splat(-0.5)));
    const residual = f32x4.mul(f32x4.sub(target, mean), root);
    const halfSquare = f32x4.mul(f32x4.mul(residual, residual), half);
    if (isDifferentiated) {
      emit(derivatives, f32x4.mul(residual, root), isWhole, keep, count);
      emit(derivatives + stride, f32x4.sub(half, halfSquare), isWhole, keep, count);
    }
    const constants = f32x4.add(logVar, f32x4.splat(1.8378770664093453));
    return f32x4.add(f32x4.mul(constants, half), halfSquare);
  }
}

/** The inputs are target, mean and logVar. */
export function gaussianNll(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, rows: i32, size: i32,
  values: usize, sums: usize, scale: f64, derivatives: usize,
): void {
  evaluateLoss<GaussianNll>(
    x0, x1, x2, x3, mask, rows, size, values, sums, scale, derivatives,
  );
}
