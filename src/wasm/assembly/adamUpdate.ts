import { loadFirst, storeFirst } from './elementwise/partialVector';

/** The new first moment: `beta first + (1 - beta) gradient`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function decayed(moment: v128, value: v128, beta: f32, complement: f32): v128 {
  return f32x4.add(
    f32x4.mul(moment, f32x4.splat(beta)),
    f32x4.mul(value, f32x4.splat(complement)),
  );
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function stepped(
  x: v128, first: v128, second: v128, rate: f32, epsilon: f32,
): v128 {
  const divisor = f32x4.add(f32x4.sqrt(second), f32x4.splat(epsilon));
  return f32x4.sub(x, f32x4.mul(f32x4.div(first, divisor), f32x4.splat(rate)));
}

/**
 * One step of Adam for a variable of `size` elements: both moments and the variable in one pass.
 * Outputs may be the inputs. The bias corrections are in `rate` and `epsilon`.
 *
 * No fused multiply-add: a run that is resumed in another engine gets the same bits.
 */
export function adamUpdate(
  x: usize, first: usize, second: usize, gradient: usize, size: i32,
  beta1: f32, complement1: f32, beta2: f32, complement2: f32, rate: f32, epsilon: f32,
  xOut: usize, firstOut: usize, secondOut: usize,
): void {
  for (let i = 0; i < size; i += 4) {
    const count = min(size - i, 4);
    const offset = <usize>i << 2;
    const g = loadFirst(gradient + offset, count);
    const m = decayed(loadFirst(first + offset, count), g, beta1, complement1);
    const v = decayed(
      loadFirst(second + offset, count), f32x4.mul(g, g), beta2, complement2,
    );
    storeFirst(firstOut + offset, m, count);
    storeFirst(secondOut + offset, v, count);
    storeFirst(xOut + offset, stepped(loadFirst(x + offset, count), m, v, rate, epsilon), count);
  }
}
