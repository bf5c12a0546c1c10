/** Writes 32 bits `times` times. */
export function fillNumbers(out: usize, times: i32, bits: i32): void {
  const vector = i32x4.splat(bits);
  let i = 0;
  for (; i + 4 <= times; i += 4) v128.store(out + (<usize>i << 2), vector);
  for (; i < times; i++) store<i32>(out + (<usize>i << 2), bits);
}
