import { multiplyAdd } from './multiplyAdd';

/**
 * Multiplies and adds in registers alone, 64 floating-point operations a round: what the engine can
 * reach at most, for a bench to hold the other kernels against.
 *
 * Eight sums hide the latency of the addition, and leave the registers that constants need.
 */
export function multiplyAddCeiling(rounds: i32): f32 {
  const a = f32x4.splat(0.9999999);
  const b = f32x4.splat(1e-9);
  let s0 = a, s1 = b, s2 = a, s3 = b, s4 = a, s5 = b, s6 = a, s7 = b;
  for (let i = 0; i < rounds; i++) {
    s0 = multiplyAdd(a, b, s0);
    s1 = multiplyAdd(a, b, s1);
    s2 = multiplyAdd(a, b, s2);
    s3 = multiplyAdd(a, b, s3);
    s4 = multiplyAdd(a, b, s4);
    s5 = multiplyAdd(a, b, s5);
    s6 = multiplyAdd(a, b, s6);
    s7 = multiplyAdd(a, b, s7);
  }
  const low = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
  const high = f32x4.add(f32x4.add(s4, s5), f32x4.add(s6, s7));
  return f32x4.extract_lane(f32x4.add(low, high), 0);
}
