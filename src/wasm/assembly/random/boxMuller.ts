/*
 * The Box-Muller transformation in float64, two pairs at once. + - * / and sqrt are rounded alike
 * everywhere, so the bits are those of src/internal/boxMuller.ts: the same operations in the same
 * order, and no fused multiply-add.
 *
 * Radius and angle are loops of their own: each keeps its coefficients in registers.
 */

// @ts-ignore: a decorator of AssemblyScript
@inline
function splat(x: f64): v128 {
  return f64x2.splat(x);
}

/** `sum x + term`, rounded twice. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function step(sum: v128, x: v128, term: f64): v128 {
  return f64x2.add(f64x2.mul(sum, x), splat(term));
}

/** log x for x in [0.5, 1.4], as 2 artanh s. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function logarithm(x: v128): v128 {
  const s = f64x2.div(f64x2.sub(x, splat(1)), f64x2.add(x, splat(1)));
  const s2 = f64x2.mul(s, s);
  let sum = splat(2.0 / 15.0);
  sum = step(sum, s2, 2.0 / 13.0);
  sum = step(sum, s2, 2.0 / 11.0);
  sum = step(sum, s2, 2.0 / 9.0);
  sum = step(sum, s2, 2.0 / 7.0);
  sum = step(sum, s2, 2.0 / 5.0);
  sum = step(sum, s2, 2.0 / 3.0);
  sum = step(sum, s2, 2.0);
  return f64x2.mul(s, sum);
}

/** sin t for t in [-pi/4, pi/4], given the square of t. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function sine(t: v128, t2: v128): v128 {
  let sum = splat(1.0 / 6227020800.0);
  sum = step(sum, t2, -1.0 / 39916800.0);
  sum = step(sum, t2, 1.0 / 362880.0);
  sum = step(sum, t2, -1.0 / 5040.0);
  sum = step(sum, t2, 1.0 / 120.0);
  sum = step(sum, t2, -1.0 / 6.0);
  sum = step(sum, t2, 1.0);
  return f64x2.mul(t, sum);
}

/** cos t for t in [-pi/4, pi/4], given the square of t. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function cosine(t2: v128): v128 {
  let sum = splat(-1.0 / 87178291200.0);
  sum = step(sum, t2, 1.0 / 479001600.0);
  sum = step(sum, t2, -1.0 / 3628800.0);
  sum = step(sum, t2, 1.0 / 40320.0);
  sum = step(sum, t2, -1.0 / 720.0);
  sum = step(sum, t2, 1.0 / 24.0);
  sum = step(sum, t2, -1.0 / 2.0);
  return step(sum, t2, 1.0);
}

/** `sqrt(-2 log u)` of the radius words, two pairs at once. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function radiusOf(words: v128): v128 {
  const radiusWords = v128.shuffle<i32>(words, words, 0, 2, 0, 2);
  // The bits of 0.71875 * word choose the exponent. With 1/2 added, the exponent of that integer as
  // a float64 is 1022 more than the number of its bits, also where it is zero.
  const chosen = i32x4.sub(
    i32x4.sub(radiusWords, i32x4.shr_u(radiusWords, 2)),
    i32x4.shr_u(radiusWords, 5),
  );
  const halfAbove = f64x2.add(f64x2.convert_low_i32x4_u(chosen), splat(0.5));
  const exponentBits = i64x2.shr_u(halfAbove, 52);
  const negativePower = i64x2.shl(i64x2.sub(i64x2.splat(2045), exponentBits), 52);
  // As float64: the mantissa of 2^52 + exponentBits holds it.
  const exponent = f64x2.sub(
    v128.or(exponentBits, i64x2.splat(0x4330000000000000)),
    splat(4503599627370496.0 + 1022.0 + 32.0),
  );
  const scaled = f64x2.mul(
    f64x2.add(f64x2.convert_low_i32x4_u(radiusWords), splat(0.5)),
    negativePower,
  );
  const logOfU = f64x2.add(
    f64x2.mul(exponent, splat(0.6931471805599453)),
    logarithm(scaled),
  );
  return f64x2.sqrt(f64x2.mul(splat(-2), logOfU));
}

/** The normal variates of two pairs of words, given their radii. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function turned(words: v128, radius: v128, mean: f64, std: f64): v128 {
  const angleWords = v128.shuffle<i32>(words, words, 1, 3, 1, 3);
  // The angle is `turn` right angles plus t in [-pi/4, pi/4).
  const turn = i32x4.shr_u(i32x4.add(angleWords, i32x4.splat(0x20000000)), 30);
  const t = f64x2.mul(
    f64x2.convert_low_i32x4_s(i32x4.shl(angleWords, 2)),
    splat(1.5707963267948966 / 4294967296.0),
  );
  const t2 = f64x2.mul(t, t);
  const along = f64x2.mul(radius, cosine(t2));
  const across = f64x2.mul(radius, sine(t, t2));

  // (along, across) by that many right angles: (-across, along), (-along, -across), (across, -along).
  // Each is chosen instead of multiplied by 0 and 1; adding zero makes 0 of -0, as the products do.
  const turns = i64x2.extend_low_i32x4_u(turn);
  const isOdd = i64x2.ne(v128.and(turns, i64x2.splat(1)), i64x2.splat(0));
  const signOfSecond = i64x2.shl(v128.and(turns, i64x2.splat(2)), 62);
  const signOfFirst = i64x2.shl(v128.and(i64x2.add(turns, i64x2.splat(1)), i64x2.splat(2)), 62);
  const first = v128.xor(v128.bitselect(across, along, isOdd), signOfFirst);
  const second = v128.xor(v128.bitselect(along, across, isOdd), signOfSecond);
  const cosines = scaledNormal(first, mean, std);
  const sines = scaledNormal(second, mean, std);
  return v128.shuffle<i32>(cosines, sines, 0, 4, 1, 5);
}

/** `mean + std x`, rounded to float32. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function scaledNormal(x: v128, mean: f64, std: f64): v128 {
  const positiveZero = f64x2.add(x, splat(0));
  const scaled = f64x2.mul(splat(std), positiveZero);
  return f32x4.demote_f64x2_zero(f64x2.add(splat(mean), scaled));
}

/**
 * Makes normal variates of `size` words, a multiple of 8, in place; `radii` has room for half as
 * many float64 numbers.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function boxMuller(words: usize, size: i32, radii: usize, mean: f64, std: f64): void {
  const end = words + (<usize>size << 2);
  let radius = radii;
  for (let at = words; at < end; at += 32) {
    const low = radiusOf(v128.load(at));
    const high = radiusOf(v128.load(at, 16));
    v128.store(radius, low);
    v128.store(radius, high, 16);
    radius += 32;
  }
  radius = radii;
  for (let at = words; at < end; at += 32) {
    const low = turned(v128.load(at), v128.load(radius), mean, std);
    const high = turned(v128.load(at, 16), v128.load(radius, 16), mean, std);
    v128.store(at, low);
    v128.store(at, high, 16);
    radius += 32;
  }
}
