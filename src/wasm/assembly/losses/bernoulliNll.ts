import { expOfNegativeMagnitude, log1pOfFraction } from '../vectorMath';
import { mapLoss, scaleDerivative, sumLoss } from './elementwiseLoss';

/** `softplus(logits) - target logits`, as a sum of two terms that are not negative. */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Value {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 2; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(target: v128, logits: v128, _x2: v128, _x3: v128): v128 {
    const linear = f32x4.sub(f32x4.pmax(logits, f32x4.splat(0)), f32x4.mul(target, logits));
    return f32x4.add(linear, log1pOfFraction(expOfNegativeMagnitude(logits)));
  }
}

/** The derivative to the logits, `(1 - target) sigmoid(logits) - target sigmoid(-logits)`. */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class ToLogits {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 2; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(target: v128, logits: v128, _x2: v128, _x3: v128): v128 {
    const one = f32x4.splat(1);
    const decay = expOfNegativeMagnitude(logits);
    const isPositive = f32x4.ge(logits, f32x4.splat(0));
    // The odds of one and of zero, relative to the greater of both.
    const ofOne = v128.bitselect(one, decay, isPositive);
    const ofZero = v128.bitselect(decay, one, isPositive);
    const difference = f32x4.sub(
      f32x4.mul(f32x4.sub(one, target), ofOne),
      f32x4.mul(target, ofZero),
    );
    return f32x4.div(difference, f32x4.add(decay, one));
  }
}

// The inputs are target and logits.

export function bernoulliNllSum(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize,
  rows: i32, size: i32, isTotal: bool, scale: f64, out: usize,
): void {
  sumLoss<Value>(x0, x1, x2, x3, mask, rows, size, isTotal, scale, out);
}

export function bernoulliNllMap(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, size: i32, out: usize,
): void {
  mapLoss<Value>(x0, x1, x2, x3, mask, size, out);
}

export function bernoulliNllToLogits(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, dy: usize,
  rows: i32, size: i32, scale: f32, out: usize,
): void {
  scaleDerivative<ToLogits>(x0, x1, x2, x3, mask, dy, rows, size, scale, out);
}
