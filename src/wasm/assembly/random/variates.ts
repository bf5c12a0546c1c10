import { boxMuller } from './boxMuller';
import { philox } from './philox';

/** Words are drawn and transformed in passes of this size, which stay in the fastest cache. */
const wordsPerPass: i32 = 1024;

/** The bytes that `philoxUniform` and `philoxNormal` need: the words. */
export function variatesWorkspaceBytes(): i32 {
  return 4 * wordsPerPass;
}

/** The least multiple of 32 that is not less, for whole rounds of the generator. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function roundedUp(size: i32): i32 {
  return (size + 31) & ~31;
}

/** `least + step fraction` in float64, rounded once, for the lower two of four 24-bit integers. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function uniformPair(fractions: v128, least: f64, step: f64): v128 {
  const scaled = f64x2.mul(f64x2.splat(step), f64x2.convert_low_i32x4_u(fractions));
  return f32x4.demote_f64x2_zero(f64x2.add(f64x2.splat(least), scaled));
}

/**
 * `size` uniform variates `least + step (word >> 8)`; `greatest` where that is rounded up to `bound`.
 */
export function philoxUniform(
  key0: i32, key1: i32, domain: i32, size: i32, out: usize, workspace: usize,
  least: f64, step: f64, bound: f32, greatest: f32,
): void {
  for (let done = 0; done < size; done += wordsPerPass) {
    const count = min(size - done, wordsPerPass);
    philox(done >> 2, key0, key1, domain, workspace, roundedUp(count), true);
    for (let i = 0; i < count; i += 4) {
      const at = workspace + (<usize>i << 2);
      const fractions = i32x4.shr_u(v128.load(at), 8);
      const upper = v128.shuffle<i32>(fractions, fractions, 2, 3, 2, 3);
      const values = v128.shuffle<i64>(
        uniformPair(fractions, least, step),
        uniformPair(upper, least, step),
        0, 2,
      );
      const isBelow = f32x4.lt(values, f32x4.splat(bound));
      v128.store(at, v128.bitselect(values, f32x4.splat(greatest), isBelow));
    }
    memory.copy(out + (<usize>done << 2), workspace, <usize>count << 2);
  }
}

/** `size` normal variates. */
export function philoxNormal(
  key0: i32, key1: i32, domain: i32, size: i32, out: usize, workspace: usize,
  mean: f32, std: f32,
): void {
  for (let done = 0; done < size; done += wordsPerPass) {
    const count = min(size - done, wordsPerPass);
    philox(done >> 2, key0, key1, domain, workspace, roundedUp(count), false);
    boxMuller(workspace, roundedUp(count), mean, std);
    memory.copy(out + (<usize>done << 2), workspace, <usize>count << 2);
  }
}
