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

/** The maximum of each window, channel by channel; minus infinity where it holds no pixel. */
export function maxPool(description: usize, positions: i32, out: usize, workspace: usize): void {
  const patches = changetype<Patches>(description);
  const channels = patches.channels;
  const taps = patches.tapsY * patches.tapsX;
  const pixels = workspace + ((BLOCK * taps) << 2);
  for (let first = 0; first < positions; first += BLOCK) {
    const count = min(BLOCK, positions - first);
    locate(patches, taps, first, count, workspace);
    for (let i = 0; i < count; i++) {
      const end = pixels + (pixelsOf(patches, taps, workspace + (i << 2), pixels) << 2);
      for (let channel = 0; channel < channels; channel += 4) {
        const offset = <usize>channel << 2;
        const present = min(channels - channel, 4);
        let best = f32x4.splat(-Infinity);
        for (let pixel = pixels; pixel < end; pixel += 4) {
          const x = loadFirst(load<usize>(pixel) + offset, present);
          best = v128.bitselect(x, best, exceeds(x, best));
        }
        storeFirst(out + offset, best, present);
      }
      out += <usize>channels << 2;
    }
  }
}

/**
 * The gradient of a maximum pool: each `dy` goes to the first maximum of its window. `dx` is where
 * the gradient to the images goes. Where windows overlap, gradients are added to what is there.
 */
export function maxPoolToInput(
  description: usize,
  positions: i32,
  dy: usize,
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
      const end = pixels + (pixelsOf(patches, taps, workspace + (i << 2), pixels) << 2);
      for (let channel = 0; channel < channels && end > pixels; channel += 4) {
        const offset = <usize>channel << 2;
        const present = min(channels - channel, 4);
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
      dy += <usize>channels << 2;
    }
  }
}

/** The average of each window over the pixels that it holds, channel by channel. */
export function averagePool(
  description: usize, positions: i32, out: usize, workspace: usize,
): void {
  const patches = changetype<Patches>(description);
  const channels = patches.channels;
  const taps = patches.tapsY * patches.tapsX;
  const pixels = workspace + ((BLOCK * taps) << 2);
  for (let first = 0; first < positions; first += BLOCK) {
    const count = min(BLOCK, positions - first);
    locate(patches, taps, first, count, workspace);
    for (let i = 0; i < count; i++) {
      const held = pixelsOf(patches, taps, workspace + (i << 2), pixels);
      const end = pixels + (held << 2);
      const share = f32x4.splat(<f32>1 / <f32>max(held, 1));
      for (let channel = 0; channel < channels; channel += 4) {
        const offset = <usize>channel << 2;
        const present = min(channels - channel, 4);
        let sum = f32x4.splat(0);
        for (let pixel = pixels; pixel < end; pixel += 4) {
          sum = f32x4.add(sum, loadFirst(load<usize>(pixel) + offset, present));
        }
        storeFirst(out + offset, f32x4.mul(sum, share), present);
      }
      out += <usize>channels << 2;
    }
  }
}

/** The gradient of an average pool: each pixel of a window gets its share of `dy`. */
export function averagePoolToInput(
  description: usize,
  positions: i32,
  dy: usize,
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
      for (let channel = 0; channel < channels; channel += 4) {
        const offset = <usize>channel << 2;
        const present = min(channels - channel, 4);
        const part = f32x4.mul(loadFirst(dy + offset, present), share);
        for (let pixel = pixels; pixel < end; pixel += 4) {
          const target = load<usize>(pixel) + toGradient + offset;
          const sum = overlap ? f32x4.add(part, loadFirst(target, present)) : part;
          storeFirst(target, sum, present);
        }
      }
      dy += <usize>channels << 2;
    }
  }
}
