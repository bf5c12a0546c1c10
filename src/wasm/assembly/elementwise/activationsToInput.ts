import { loadFirst, storeFirst } from './partialVector';

/** The gradient of `max(x, 0)`: `dy` where x is positive, NaN where it is NaN, elsewhere zero. */
export function reluToInput(x: usize, dy: usize, size: i32, out: usize): void {
  const end = x + (<usize>(size & ~3) << 2);
  for (; x < end; x += 16) {
    v128.store(out, reluDerivative(v128.load(x), v128.load(dy)));
    dy += 16;
    out += 16;
  }
  const rest = size & 3;
  if (rest) storeFirst(out, reluDerivative(loadFirst(x, rest), loadFirst(dy, rest)), rest);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function reluDerivative(x: v128, dy: v128): v128 {
  const passed = v128.and(dy, f32x4.gt(x, f32x4.splat(0)));
  return v128.or(passed, f32x4.ne(x, x));
}

/** The gradient of a square, `2 x dy`. */
export function squareToInput(x: usize, dy: usize, size: i32, out: usize): void {
  const end = x + (<usize>(size & ~3) << 2);
  for (; x < end; x += 16) {
    v128.store(out, squareDerivative(v128.load(x), v128.load(dy)));
    dy += 16;
    out += 16;
  }
  const rest = size & 3;
  if (rest) storeFirst(out, squareDerivative(loadFirst(x, rest), loadFirst(dy, rest)), rest);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function squareDerivative(x: v128, dy: v128): v128 {
  return f32x4.mul(f32x4.add(x, x), dy);
}
