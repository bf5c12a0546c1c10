import { multiplyAdd } from './multiplyAdd';

/*
 * Elementary functions of four float32 numbers at once, over the whole range: NaN stays NaN, results
 * below the normal range are subnormal, and nothing overflows that has a finite result.
 *
 * The errors are below 2 units in the last place with or without relaxed SIMD, which rounds a
 * multiply-add once. Polynomials are those of the Cephes library (Moshier 1992).
 *
 * Bounds are imposed by pmin and pmax with the argument first: unlike min and max they are one
 * instruction each, and in this order they let NaN through.
 */

/** 1.5 * 2^23: added to a number below 2^22, it leaves the nearest integer in the low bits. */
const roundingBias: f32 = 12582912;
const log2e: f32 = 1.44269504088896341;
/** log 2 in two parts; the first one has so few bits that its products with exponents are exact. */
const log2High: f32 = 0.693359375;
const log2Low: f32 = -2.12194440e-4;

// @ts-ignore: a decorator of AssemblyScript
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** A result that has the sign of `x` or has lost it: a sum rounds -0 to 0. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function withSignOf(x: v128, result: v128): v128 {
  return v128.or(result, v128.and(x, i32x4.splat(0x80000000)));
}

/** `(exp(r) - 1 - r) / r^2` for r in [-0.35, 0.35]. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function expSecondOrder(r: v128): v128 {
  // Pairs of terms, which do not wait for each other.
  const square = f32x4.mul(r, r);
  const high = multiplyAdd(splat(1.9875691500e-4), r, splat(1.3981999507e-3));
  const middle = multiplyAdd(splat(8.3334519073e-3), r, splat(4.1665795894e-2));
  const low = multiplyAdd(splat(1.6666665459e-1), r, splat(5.0000001201e-1));
  return multiplyAdd(multiplyAdd(high, square, middle), square, low);
}

/** `2^n` for n from -126 to 127, given n or the bits of n plus `roundingBias`, which are shifted out. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.add(i32x4.shl(n, 23), i32x4.splat(0x3f800000));
}

/** `2^(n - 1)` for n from -125 to 128, likewise. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function halfPowerOfTwo(n: v128): v128 {
  return i32x4.add(i32x4.shl(n, 23), i32x4.splat(0x3f000000));
}

/** `x` rounded to the nearest multiple of log 2, as a multiplier and biased by `roundingBias`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function biasedMultiplier(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, splat(log2e)), splat(roundingBias));
}

/** `r = x - n log 2`, in [-0.35, 0.35]. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function reduced(x: v128, biased: v128): v128 {
  const n = f32x4.sub(biased, splat(roundingBias));
  return multiplyAdd(n, splat(-log2Low), multiplyAdd(n, splat(-log2High), x));
}

/** `exp(r) - 1` for `r = x - n log 2`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function expm1OfReduced(x: v128, biased: v128): v128 {
  const r = reduced(x, biased);
  return multiplyAdd(expSecondOrder(r), f32x4.mul(r, r), r);
}

/**
 * `exp(x)` for x from -87 to 88, where it is a normal number, in four fifths of the time; beyond, the
 * value at the end of that range.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function expInRange(x: v128): v128 {
  const bounded = f32x4.pmax(f32x4.pmin(x, splat(88)), splat(-87));
  const n = biasedMultiplier(bounded);
  return f32x4.mul(f32x4.add(expm1OfReduced(bounded, n), splat(1)), powerOfTwo(n));
}

/** `exp(x)`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function exp(x: v128): v128 {
  // Beyond these bounds are infinity and zero.
  const bounded = f32x4.pmax(f32x4.pmin(x, splat(89)), splat(-104));
  const n = biasedMultiplier(bounded);
  const mantissa = f32x4.add(expm1OfReduced(bounded, n), splat(1));
  // In two factors, since 2^128 and the subnormal powers have no exponent of their own.
  const half = i32x4.shr_s(n, 1);
  const scaled = f32x4.mul(mantissa, powerOfTwo(half));
  return f32x4.mul(scaled, powerOfTwo(i32x4.sub(n, half)));
}

/** `exp(-|x|)`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function expOfNegativeMagnitude(x: v128): v128 {
  const bounded = f32x4.pmax(f32x4.neg(f32x4.abs(x)), splat(-104));
  const n = biasedMultiplier(bounded);
  const mantissa = f32x4.add(expm1OfReduced(bounded, n), splat(1));
  // 2^64 too much and then too little: subnormal powers have no exponent of their own.
  const power = i32x4.add(i32x4.shl(n, 23), i32x4.splat(0x5f800000));
  return f32x4.mul(f32x4.mul(mantissa, power), splat(5.421010862427522e-20));
}

/** `exp(x) - 1`, to relative accuracy near zero. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function expm1(x: v128): v128 {
  const bounded = f32x4.pmax(f32x4.pmin(x, splat(89)), splat(-20));
  const n = biasedMultiplier(bounded);
  // Both terms are halved where the power is above 1: 2^128 has no exponent of its own.
  const isLarge = f32x4.gt(n, splat(roundingBias));
  const power = powerOfTwo(i32x4.add(n, isLarge));
  const one = v128.bitselect(splat(0.5), splat(1), isLarge);
  const p = expm1OfReduced(bounded, n);
  const sum = multiplyAdd(p, power, f32x4.sub(power, one));
  const result = v128.bitselect(f32x4.add(sum, sum), sum, isLarge);
  return withSignOf(x, result);
}

/** `log(1 + f) + n log 2` for f in [sqrt(1/2) - 1, sqrt(2) - 1]. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function logOfParts(f: v128, n: v128): v128 {
  let p = splat(7.0376836292e-2);
  p = multiplyAdd(p, f, splat(-1.1514610310e-1));
  p = multiplyAdd(p, f, splat(1.1676998740e-1));
  p = multiplyAdd(p, f, splat(-1.2420140846e-1));
  p = multiplyAdd(p, f, splat(1.4249322787e-1));
  p = multiplyAdd(p, f, splat(-1.6668057665e-1));
  p = multiplyAdd(p, f, splat(2.0000714765e-1));
  p = multiplyAdd(p, f, splat(-2.4999993993e-1));
  p = multiplyAdd(p, f, splat(3.3333331174e-1));
  const square = f32x4.mul(f, f);
  let tail = multiplyAdd(f32x4.mul(p, f), square, f32x4.mul(n, splat(log2Low)));
  tail = multiplyAdd(square, splat(-0.5), tail);
  return multiplyAdd(n, splat(log2High), f32x4.add(f, tail));
}

/** The n for which `x = 2^n m` with m in [sqrt(1/2), sqrt(2)); `x` is positive and normal. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function exponentOf(x: v128): v128 {
  // The bits of sqrt(1/2), where the exponent has to change.
  return i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23);
}

/** `log(x)`: minus infinity at zero, NaN below. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function log(x: v128): v128 {
  const isSubnormal = f32x4.lt(x, splat(1.17549435e-38));
  const normal = v128.bitselect(f32x4.mul(x, splat(16777216)), x, isSubnormal);
  const n = exponentOf(normal);
  const mantissa = i32x4.sub(normal, i32x4.shl(n, 23));
  const exponent = f32x4.sub(
    f32x4.convert_i32x4_s(n),
    v128.and(isSubnormal, splat(24)),
  );
  const result = logOfParts(f32x4.sub(mantissa, splat(1)), exponent);
  return logOutside(x, result);
}

/** `result`, except where `x` is no positive and finite number. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function logOutside(x: v128, result: v128): v128 {
  const isInside = v128.and(f32x4.gt(x, splat(0)), f32x4.lt(x, splat(Infinity)));
  // Infinity at infinity, NaN at NaN and below zero, minus infinity at both zeros.
  const negative = v128.bitselect(splat(-Infinity), splat(NaN), f32x4.eq(x, splat(0)));
  const outside = v128.bitselect(negative, f32x4.add(x, splat(Infinity)), f32x4.le(x, splat(0)));
  return v128.bitselect(result, outside, isInside);
}

/** `log(1 + x)`, to relative accuracy near zero: minus infinity at -1, NaN below. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function log1p(x: v128): v128 {
  const u = f32x4.add(x, splat(1));
  const n = exponentOf(u);
  const mantissa = i32x4.sub(u, i32x4.shl(n, 23));
  // Exact or rounded once, from x and not from the rounded sum: 2^-n (1 + x) - 1.
  const power = powerOfTwo(i32x4.sub(i32x4.splat(0), i32x4.min_s(n, i32x4.splat(100))));
  const exact = f32x4.add(f32x4.mul(x, power), f32x4.sub(power, splat(1)));
  const isLarge = i32x4.gt_s(n, i32x4.splat(100));
  const f = v128.bitselect(f32x4.sub(mantissa, splat(1)), exact, isLarge);
  return withSignOf(x, logOutside(u, logOfParts(f, f32x4.convert_i32x4_s(n))));
}

/**
 * `log(1 + x)` for x in [0, 1], in half the time: the error is below 2 units, and adds to that of x.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function log1pOfFraction(x: v128): v128 {
  // It is 2 artanh(s) for s = x / (2 + x), and 2 s is x - x s: so x itself carries no rounding error.
  const s = f32x4.div(x, f32x4.add(x, splat(2)));
  const square = f32x4.mul(s, s);
  let p = splat(0.232390505);
  p = multiplyAdd(p, square, splat(0.21703315));
  p = multiplyAdd(p, square, splat(0.285925834));
  p = multiplyAdd(p, square, splat(0.399997014));
  p = multiplyAdd(p, square, splat(0.666666673));
  return f32x4.sub(x, f32x4.mul(s, f32x4.sub(x, f32x4.mul(p, square))));
}

/** `log(1 + exp(x))`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function softplus(x: v128): v128 {
  const decay = expOfNegativeMagnitude(x);
  // log(1 + decay), or from half of that where its parts are nearer to 1.
  const isLarge = f32x4.gt(decay, splat(0.41421354));
  const halved = f32x4.sub(f32x4.mul(decay, splat(0.5)), splat(0.5));
  const part = v128.bitselect(halved, decay, isLarge);
  const logarithm = logOfParts(part, v128.and(isLarge, splat(1)));
  return f32x4.add(f32x4.pmax(x, splat(0)), logarithm);
}

/** The hyperbolic tangent. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function tanh(x: v128): v128 {
  const magnitude = f32x4.abs(x);
  const doubled = exp(f32x4.add(magnitude, magnitude));
  const far = f32x4.sub(splat(1), f32x4.div(splat(2), f32x4.add(doubled, splat(1))));
  const square = f32x4.mul(x, x);
  let p = splat(-5.70498872745e-3);
  p = multiplyAdd(p, square, splat(2.06390887954e-2));
  p = multiplyAdd(p, square, splat(-5.37397155531e-2));
  p = multiplyAdd(p, square, splat(1.33314422036e-1));
  p = multiplyAdd(p, square, splat(-3.33332819422e-1));
  const near = multiplyAdd(f32x4.mul(p, square), x, x);
  return withSignOf(x, v128.bitselect(near, far, f32x4.lt(magnitude, splat(0.625))));
}
