import { loadFirst, storeFirst } from './partialVector';

/** The gradient of `max(x, 0)`: `dy` where x is positive, NaN where it is NaN, elsewhere zero. */
export function reluToInput(x: usize, dy: usize, size: i32, out: usize): void {
  const zero = f32x4.splat(0);
  for (let i = 0; i < size; i += 4) {
    const count = min(size - i, 4);
    const value = loadFirst(x, count);
    const passed = v128.and(loadFirst(dy, count), f32x4.gt(value, zero));
    storeFirst(out, v128.or(passed, v128.and(value, f32x4.ne(value, value))), count);
    x += 16;
    dy += 16;
    out += 16;
  }
}
