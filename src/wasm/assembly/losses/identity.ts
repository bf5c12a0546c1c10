import { scaleDerivative } from './elementwiseLoss';

/** The derivative that is an input of the loss itself. */
// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Identity {
  // @ts-ignore: a decorator of AssemblyScript
  @inline get inputs(): i32 { return 1; }
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(x: v128, _x1: v128, _x2: v128, _x3: v128): v128 {
    return x;
  }
}

export function inputAsDerivative(
  x0: usize, x1: usize, x2: usize, x3: usize, mask: usize, dy: usize,
  rows: i32, size: i32, scale: f32, out: usize,
): void {
  scaleDerivative<Identity>(x0, x1, x2, x3, mask, dy, rows, size, scale, out);
}
