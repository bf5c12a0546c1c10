import { expOfNegativeMagnitude, log1pOfFraction } from '../vectorMath';
import { emit, evaluateLoss } from './elementwiseLoss';

/**
 * `softplus(logits) - target logits`, as a sum of two terms that are not negative. The derivative to
 * the logits is `(1 - target) sigmoid(logits) - target sigmoid(-logits)`.
 */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class BernoulliNll {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 2; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(
    target: v128, logits: v128, _x2: v128, _x3: v128,
    isDifferentiated: bool, derivatives: usize, _stride: usize,
    isWhole: bool, keep: v128, count: i32,
  ): v128 {
    const decay = expOfNegativeMagnitude(logits);
    if (isDifferentiated) {
      const one = f32x4.splat(1);
      const isPositive = f32x4.ge(logits, f32x4.splat(0));
      // The odds of one and of zero, relative to the greater of both.
      const ofOne = v128.bitselect(one, decay, isPositive);
      const ofZero = v128.bitselect(decay, one, isPositive);
      const difference = f32x4.sub(
        f32x4.mul(f32x4.sub(one, target), ofOne),
        f32x4.mul(target, ofZero),
      );
      const toLogits = f32x4.div(difference, f32x4.add(decay, one));
      emit(derivatives, toLogits, isWhole, keep, count);
    }
    const linear = f32x4.sub(f32x4.pmax(logits, f32x4.splat(0)), f32x4.mul(target, logits));
    return f32x4.add(linear, log1pOfFraction(decay));
  }
}

/** The inputs are target and logits. */
export function bernoulliNll(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, rows: i32, size: i32,
  values: usize, sums: usize, scale: f64, derivatives: usize,
): void {
  evaluateLoss<BernoulliNll>(
    x0, x1, x2, x3, mask, rows, size, values, sums, scale, derivatives,
  );
}
