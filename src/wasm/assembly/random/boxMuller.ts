import { storeBlocks } from './storeBlocks';

/*
 * The Box-Muller transformation in float32, four pairs at once. + - * / and sqrt are rounded alike
 * everywhere, so the bits are those of src/internal/boxMuller.ts: the same operations in the same
 * order, and no fused multiply-add.
 */

// @ts-ignore: a decorator of AssemblyScript
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** `sum x + term`, rounded twice. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function step(sum: v128, x: v128, term: f32): v128 {
  return f32x4.add(f32x4.mul(sum, x), splat(term));
}

/** log(1 + f) for f in [-0.3, 0.42]. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function log1p(f: v128): v128 {
  const s = f32x4.div(f, f32x4.add(f, splat(2)));
  const s2 = f32x4.mul(s, s);
  const sum = step(step(splat(0.2987493), s2, 0.39977404), s2, 0.66666776);
  return f32x4.sub(f, f32x4.mul(s, f32x4.sub(f, f32x4.mul(sum, s2))));
}

/** sin t for t in [-pi/4, pi/4]. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function sine(t: v128, t2: v128): v128 {
  const sum = step(step(splat(-1.9515296e-4), t2, 8.332161e-3), t2, -0.16666655);
  return f32x4.add(t, f32x4.mul(f32x4.mul(sum, t2), t));
}

/** cos t for t in [-pi/4, pi/4]. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function cosine(t2: v128): v128 {
  const sum = step(step(splat(2.4433157e-5), t2, -1.3887316e-3), t2, 4.1666646e-2);
  const tail = f32x4.mul(sum, f32x4.mul(t2, t2));
  return f32x4.add(f32x4.sub(splat(1), f32x4.mul(t2, splat(0.5))), tail);
}

/** `sqrt(-2 log u)` with `u = (word + 1/2) / 2^32`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function radiusOf(words: v128): v128 {
  // u is 0 or 1 plus a part: where it is above 1/2, its distance from 1 keeps its relative accuracy.
  const isAbove = i32x4.shr_s(words, 31);
  const part = f32x4.mul(
    f32x4.add(f32x4.convert_i32x4_s(words), splat(0.5)),
    splat(2.3283064365386963e-10),
  );
  const u = f32x4.add(part, v128.and(isAbove, splat(1)));
  // u = 2^exponent (1 + f); the bits are those of the float32 number nearest to sqrt(1/2).
  const exponent = i32x4.shr_s(i32x4.sub(u, i32x4.splat(0x3f3504f3)), 23);
  const power = i32x4.sub(i32x4.splat(0x3f800000), i32x4.shl(exponent, 23));
  const base = f32x4.sub(v128.and(isAbove, power), splat(1));
  const logarithm = log1p(f32x4.add(f32x4.mul(part, power), base));
  const square = f32x4.sub(
    f32x4.mul(f32x4.convert_i32x4_s(exponent), splat(-1.3862943649291992)),
    f32x4.add(logarithm, logarithm),
  );
  return f32x4.sqrt(square);
}

/** The angle beyond whole right angles, in [-pi/4, pi/4). */
// @ts-ignore: a decorator of AssemblyScript
@inline
function angleOf(words: v128): v128 {
  const reduced = f32x4.convert_i32x4_s(i32x4.shl(words, 2));
  return f32x4.mul(reduced, splat(1.5707963705062866 / 4294967296.0));
}

/** (along, across) by as many right angles as the two highest bits say: its first component. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function firstTurned(along: v128, across: v128, turn: v128): v128 {
  const doubled = i32x4.shl(turn, 1);
  const turned = v128.bitselect(across, along, i32x4.shr_s(doubled, 31));
  return v128.xor(turned, v128.and(v128.xor(turn, doubled), i32x4.splat(0x80000000)));
}

/** Likewise its second one. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function secondTurned(along: v128, across: v128, turn: v128): v128 {
  const turned = v128.bitselect(along, across, i32x4.shr_s(i32x4.shl(turn, 1), 31));
  return v128.xor(turned, v128.and(turn, i32x4.splat(0x80000000)));
}

/**
 * Makes normal variates of `size` words, a multiple of 16, in place. The words are those of four
 * blocks at once, as `philox` leaves them unless told otherwise.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function boxMuller(words: usize, size: i32, mean: f32, std: f32): void {
  const rightAngle = i32x4.splat(0x20000000);
  // The sum is 0, never -0, where both of its terms are zeros.
  const center = splat(mean + 0);
  const scale = splat(std);
  const end = words + (<usize>size << 2);
  for (let at = words; at < end; at += 64) {
    const lowRadius = radiusOf(v128.load(at));
    const lowWords = v128.load(at, 16);
    const lowAngle = angleOf(lowWords);
    const lowSquare = f32x4.mul(lowAngle, lowAngle);
    const lowAlong = f32x4.mul(lowRadius, cosine(lowSquare));
    const lowAcross = f32x4.mul(lowRadius, sine(lowAngle, lowSquare));
    const lowTurn = i32x4.add(lowWords, rightAngle);
    const highRadius = radiusOf(v128.load(at, 32));
    const highWords = v128.load(at, 48);
    const highAngle = angleOf(highWords);
    const highSquare = f32x4.mul(highAngle, highAngle);
    const highAlong = f32x4.mul(highRadius, cosine(highSquare));
    const highAcross = f32x4.mul(highRadius, sine(highAngle, highSquare));
    const highTurn = i32x4.add(highWords, rightAngle);
    storeBlocks(
      at,
      f32x4.add(center, f32x4.mul(scale, firstTurned(lowAlong, lowAcross, lowTurn))),
      f32x4.add(center, f32x4.mul(scale, secondTurned(lowAlong, lowAcross, lowTurn))),
      f32x4.add(center, f32x4.mul(scale, firstTurned(highAlong, highAcross, highTurn))),
      f32x4.add(center, f32x4.mul(scale, secondTurned(highAlong, highAcross, highTurn))),
    );
  }
}
