import { locateTap, Patches } from '../convolution/Patches';
import { loadFirst, storeFirst } from '../elementwise/partialVector';

/** Positions whose taps are located at once. */
const BLOCK: i32 = 64;

/** The bytes that a pool over windows of so many taps needs as its workspace. */
export function poolWorkspaceBytes(taps: i32): i32 {
  return (BLOCK + 1) * taps * 4;
}

// The taps of a position lie `BLOCK` addresses apart. Those in the padding are left out.

// @ts-ignore: a decorator of AssemblyScript
@inline
function locate(patches: Patches, taps: i32, first: i32, count: i32, located: usize): void {
  for (let tap = 0; tap < taps; tap++) {
    locateTap(patches, tap, first, count, located + ((tap * BLOCK) << 2));
  }
}

/** Writes the taps of a position that are pixels, one after the other; returns how many these are. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function pixelsOf(patches: Patches, taps: i32, located: usize, pixels: usize): i32 {
  let count = 0;
  for (let tap = 0; tap < taps; tap++) {
    const address = load<usize>(located);
    located += BLOCK << 2;
    if (address == patches.zeros) continue;
    store<usize>(pixels + (count << 2), address);
    count++;
  }
  return count;
}

/** Whether `x` becomes the maximum after `best`: the first one of equals, and NaN for good. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function exceeds(x: v128, best: v128): v128 {
  return v128.or(f32x4.gt(x, best), v128.andnot(f32x4.ne(x, x), f32x4.ne(best, best)));
}

/** The maximum over pixels of the channels from one on. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function maximum(pixels: usize, end: usize, channel: i32, present: i32, out: usize): void {
  const offset = <usize>channel << 2;
  let best = f32x4.splat(-Infinity);
  // All bits set from the first NaN on, which makes the maximum one.
  let nan = f32x4.splat(0);
  for (let pixel = pixels; pixel < end; pixel += 4) {
    const x = loadFirst(load<usize>(pixel) + offset, present);
    best = f32x4.pmax(best, x);
    nan = v128.or(nan, f32x4.ne(x, x));
  }
  storeFirst(out + offset, v128.or(best, nan), present);
}

/** Sends `dy` to the first maximum of a window, in the channels from one on. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function toFirstMaximum(
  pixels: usize, end: usize, channel: i32, present: i32, dy: usize, overlap: bool, toGradient: usize,
): void {
  const offset = <usize>channel << 2;
  let best = loadFirst(load<usize>(pixels) + offset, present);
  let winner = i32x4.splat(pixels);
  for (let pixel = pixels + 4; pixel < end; pixel += 4) {
    const x = loadFirst(load<usize>(pixel) + offset, present);
    const isNew = exceeds(x, best);
    best = v128.bitselect(x, best, isNew);
    winner = v128.bitselect(i32x4.splat(pixel), winner, isNew);
  }
  const gradient = loadFirst(dy + offset, present);
  for (let pixel = pixels; pixel < end; pixel += 4) {
    const target = load<usize>(pixel) + toGradient + offset;
    const part = v128.and(gradient, i32x4.eq(winner, i32x4.splat(pixel)));
    const sum = overlap ? f32x4.add(part, loadFirst(target, present)) : part;
    storeFirst(target, sum, present);
  }
}

/** The average over pixels of the channels from one on, given the share of each pixel. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function average(
  pixels: usize, end: usize, share: v128, channel: i32, present: i32, out: usize,
): void {
  const offset = <usize>channel << 2;
  let sum = f32x4.splat(0);
  for (let pixel = pixels; pixel < end; pixel += 4) {
    sum = f32x4.add(sum, loadFirst(load<usize>(pixel) + offset, present));
  }
  storeFirst(out + offset, f32x4.mul(sum, share), present);
}

/** Sends each pixel of a window its share of `dy`, in the channels from one on. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function toAll(
  pixels: usize,
  end: usize,
  share: v128,
  channel: i32,
  present: i32,
  dy: usize,
  overlap: bool,
  toGradient: usize,
): void {
  const offset = <usize>channel << 2;
  const part = f32x4.mul(loadFirst(dy + offset, present), share);
  for (let pixel = pixels; pixel < end; pixel += 4) {
    const target = load<usize>(pixel) + toGradient + offset;
    const sum = overlap ? f32x4.add(part, loadFirst(target, present)) : part;
    storeFirst(target, sum, present);
  }
}

// What is done to a window; a constant wherever it is passed, so that nothing is left of it.
const MAXIMUM: i32 = 0;
const AVERAGE: i32 = 1;
const TO_FIRST_MAXIMUM: i32 = 2;
const TO_ALL: i32 = 3;

/** The pixels of a window, in the channels from one on. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function visit(
  what: i32,
  pixels: usize,
  end: usize,
  share: v128,
  channel: i32,
  present: i32,
  values: usize,
  overlap: bool,
  toGradient: usize,
): void {
  if (what == MAXIMUM) maximum(pixels, end, channel, present, values);
  if (what == AVERAGE) average(pixels, end, share, channel, present, values);
  if (what == TO_FIRST_MAXIMUM) {
    toFirstMaximum(pixels, end, channel, present, values, overlap, toGradient);
  }
  if (what == TO_ALL) toAll(pixels, end, share, channel, present, values, overlap, toGradient);
}

/** All windows, channel by channel; `values` has one number for each of them. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function visitAll(
  what: i32,
  description: usize,
  positions: i32,
  values: usize,
  overlap: bool,
  dx: usize,
  workspace: usize,
): void {
  const patches = changetype<Patches>(description);
  const channels = patches.channels;
  const taps = patches.tapsY * patches.tapsX;
  const pixels = workspace + ((BLOCK * taps) << 2);
  const toGradient = dx - patches.images;
  for (let first = 0; first < positions; first += BLOCK) {
    const count = min(BLOCK, positions - first);
    locate(patches, taps, first, count, workspace);
    for (let i = 0; i < count; i++) {
      const held = pixelsOf(patches, taps, workspace + (i << 2), pixels);
      const end = pixels + (held << 2);
      const share = f32x4.splat(<f32>1 / <f32>max(held, 1));
      let channel = what == TO_FIRST_MAXIMUM && held == 0 ? channels : 0;
      for (; channel + 4 <= channels; channel += 4) {
        visit(what, pixels, end, share, channel, 4, values, overlap, toGradient);
      }
      if (channel < channels) {
        const present = channels - channel;
        visit(what, pixels, end, share, channel, present, values, overlap, toGradient);
      }
      values += <usize>channels << 2;
    }
  }
}

/** The maximum of each window, channel by channel; minus infinity where it holds no pixel. */
export function maxPool(description: usize, positions: i32, out: usize, workspace: usize): void {
  visitAll(MAXIMUM, description, positions, out, false, 0, workspace);
}

/**
 * The gradient of a maximum pool: each `dy` goes to the first maximum of its window. `dx` is where
 * the gradient to the images goes. Where windows overlap, gradients are added to what is there.
 */
export function maxPoolToInput(
  description: usize, positions: i32, dy: usize, overlap: bool, dx: usize, workspace: usize,
): void {
  visitAll(TO_FIRST_MAXIMUM, description, positions, dy, overlap, dx, workspace);
}

/** The average of each window over the pixels that it holds, channel by channel. */
export function averagePool(
  description: usize, positions: i32, out: usize, workspace: usize,
): void {
  visitAll(AVERAGE, description, positions, out, false, 0, workspace);
}

/** The gradient of an average pool: each pixel of a window gets its share of `dy`. */
export function averagePoolToInput(
  description: usize, positions: i32, dy: usize, overlap: bool, dx: usize, workspace: usize,
): void {
  visitAll(TO_ALL, description, positions, dy, overlap, dx, workspace);
}
