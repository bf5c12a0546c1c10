/** The first `count` numbers at an address, and zeros; nothing behind them is read. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function loadFirst(address: usize, count: i32): v128 {
  if (count >= 4) return v128.load(address);
  if (count == 1) return v128.load32_zero(address);
  const two = v128.load64_zero(address);
  return count == 2 ? two : f32x4.replace_lane(two, 2, load<f32>(address, 8));
}

/** Stores the first `count` numbers; nothing behind them is written. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function storeFirst(address: usize, values: v128, count: i32): void {
  if (count >= 4) {
    v128.store(address, values);
    return;
  }
  store<f32>(address, f32x4.extract_lane(values, 0));
  if (count > 1) store<f32>(address, f32x4.extract_lane(values, 1), 4);
  if (count > 2) store<f32>(address, f32x4.extract_lane(values, 2), 8);
}

/** All bits set in the first `count` lanes. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function firstLanes(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}

/** All bits set in those of the first `count` lanes whose byte of the mask is not zero. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function keptLanes(mask: usize, count: i32): v128 {
  let bytes: i32 = 0;
  if (count >= 4) bytes = load<i32>(mask);
  else for (let i = count; i-- > 0; ) bytes = (bytes << 8) | load<u8>(mask + i);
  const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(i32x4.splat(bytes)));
  return i32x4.ne(words, i32x4.splat(0));
}
