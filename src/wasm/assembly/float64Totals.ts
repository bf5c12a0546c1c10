// Totals in float64 of vectors of float32: pairs of lanes, one behind the other.

/** Adds four float32 numbers to four in float64. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function addToTotals(totals: usize, values: v128): void {
  const high = v128.shuffle<i32>(values, values, 2, 3, 2, 3);
  v128.store(totals, f64x2.add(v128.load(totals), f64x2.promote_low_f32x4(values)));
  v128.store(totals, f64x2.add(v128.load(totals, 16), f64x2.promote_low_f32x4(high)), 16);
}

/** Four totals times a factor, rounded. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function roundTotals(totals: usize, factor: v128): v128 {
  const low = f32x4.demote_f64x2_zero(f64x2.mul(v128.load(totals), factor));
  const high = f32x4.demote_f64x2_zero(f64x2.mul(v128.load(totals, 16), factor));
  return v128.shuffle<i64>(low, high, 0, 2);
}
