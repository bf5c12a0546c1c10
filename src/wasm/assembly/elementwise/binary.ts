import { loadFirst, storeFirst } from './partialVector';

/*
 * Comparisons and extrema of pairs of float32 numbers. An operand is read on from its address, or is
 * one number for all if its flag says so.
 */

// @ts-ignore: a decorator of AssemblyScript
@inline
function operand(at: usize, isScalar: bool, offset: usize, count: i32): v128 {
  return isScalar ? v128.load32_splat(at) : loadFirst(at + offset, count);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function map<F>(
  a: usize, isScalarA: bool, b: usize, isScalarB: bool, size: i32, out: usize,
): void {
  const f = changetype<F>(0);
  for (let i = 0; i < size; i += 4) {
    const count = min(size - i, 4);
    const offset = <usize>i << 2;
    const x = operand(a, isScalarA, offset, count);
    const y = operand(b, isScalarB, offset, count);
    storeFirst(out + offset, f.evaluate(x, y), count);
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function test<F>(
  a: usize, isScalarA: bool, b: usize, isScalarB: bool, isNegated: bool, size: i32, out: usize,
): void {
  const f = changetype<F>(0);
  const negation = i32x4.splat(isNegated ? 1 : 0);
  for (let i = 0; i < size; i += 4) {
    const count = min(size - i, 4);
    const offset = <usize>i << 2;
    const x = operand(a, isScalarA, offset, count);
    const y = operand(b, isScalarB, offset, count);
    const ones = v128.xor(v128.and(f.evaluate(x, y), i32x4.splat(1)), negation);
    const words = i16x8.narrow_i32x4_u(ones, ones);
    const bytes = i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0);
    if (count == 4) store<i32>(out + i, bytes);
    else for (let k = 0; k < count; k++) store<u8>(out + i + k, <u8>(bytes >> (8 * k)));
  }
}

// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Maximum {
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(x: v128, y: v128): v128 { return f32x4.max(x, y); }
}
export function maximum(
  a: usize, isScalarA: bool, b: usize, isScalarB: bool, size: i32, out: usize,
): void {
  map<Maximum>(a, isScalarA, b, isScalarB, size, out);
}

// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Minimum {
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(x: v128, y: v128): v128 { return f32x4.min(x, y); }
}
export function minimum(
  a: usize, isScalarA: bool, b: usize, isScalarB: bool, size: i32, out: usize,
): void {
  map<Minimum>(a, isScalarA, b, isScalarB, size, out);
}

// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Equal {
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(x: v128, y: v128): v128 { return f32x4.eq(x, y); }
}
export function equal(
  a: usize, isScalarA: bool, b: usize, isScalarB: bool, isNegated: bool, size: i32, out: usize,
): void {
  test<Equal>(a, isScalarA, b, isScalarB, isNegated, size, out);
}

// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Less {
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(x: v128, y: v128): v128 { return f32x4.lt(x, y); }
}
export function less(
  a: usize, isScalarA: bool, b: usize, isScalarB: bool, isNegated: bool, size: i32, out: usize,
): void {
  test<Less>(a, isScalarA, b, isScalarB, isNegated, size, out);
}

// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class LessEqual {
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(x: v128, y: v128): v128 { return f32x4.le(x, y); }
}
export function lessEqual(
  a: usize, isScalarA: bool, b: usize, isScalarB: bool, isNegated: bool, size: i32, out: usize,
): void {
  test<LessEqual>(a, isScalarA, b, isScalarB, isNegated, size, out);
}
