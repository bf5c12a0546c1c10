/** The greatest float32 number below a finite one. */
export function float32Below(value: number): number {
  const float = Float32Array.of(value);
  const bits = new Int32Array(float.buffer);
  // The bits of positive numbers count upwards, those of negative ones downwards; below both zeros
  // is the least subnormal number.
  if (value === 0) return -(2 ** -149);
  bits[0] = (bits[0] as number) + (value > 0 ? -1 : 1);
  return float[0] as number;
}
