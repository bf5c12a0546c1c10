import { keptLanes, loadFirst, storeFirst } from '../elementwise/partialVector';

/**
 * The derivative of a loss times `scale` and the upstream gradient `dy`: one number for each of `rows`
 * rows of `size` elements if `isSpread`, or one for each element. The mask is the address of a byte
 * for each element, or 0; what is masked is zero.
 */
export function scaleDerivative(
  derivative: usize, mask: usize, dy: usize, isSpread: bool,
  rows: i32, size: i32, scale: f32, out: usize,
): void {
  let element = 0;
  for (let row = 0; row < rows; row++) {
    const end = element + size;
    let weight = f32x4.splat(scale);
    if (isSpread) weight = f32x4.mul(weight, v128.load32_splat(dy + (<usize>row << 2)));
    if (isSpread && !mask) {
      for (; element + 8 <= end; element += 8) {
        const offset = <usize>element << 2;
        const low = f32x4.mul(weight, v128.load(derivative + offset));
        const high = f32x4.mul(weight, v128.load(derivative + offset, 16));
        v128.store(out + offset, low);
        v128.store(out + offset, high, 16);
      }
    }
    for (; element < end; element += 4) {
      const count = min(end - element, 4);
      const offset = <usize>element << 2;
      let value = loadFirst(derivative + offset, count);
      if (mask) value = v128.and(value, keptLanes(mask + element, count));
      value = f32x4.mul(value, weight);
      if (!isSpread) value = f32x4.mul(value, loadFirst(dy + offset, count));
      storeFirst(out + offset, value, count);
    }
    element = end;
  }
}
