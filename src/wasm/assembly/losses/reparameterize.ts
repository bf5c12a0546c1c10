import { loadFirst, storeFirst } from '../elementwise/partialVector';
import { exp } from '../vectorMath';

/** `exp(logVar / 2)`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function stdOf(logVar: v128): v128 {
  return exp(f32x4.mul(logVar, f32x4.splat(0.5)));
}

/** `mean + exp(logVar / 2) noise` for `samples` samples of `size` elements. */
export function reparameterize(
  mean: usize, logVar: usize, noise: usize, samples: i32, size: i32, out: usize,
): void {
  const stride = <usize>size << 2;
  for (let i = 0; i < size; i += 4) {
    const count = min(size - i, 4);
    const offset = <usize>i << 2;
    const center = loadFirst(mean + offset, count);
    const std = stdOf(loadFirst(logVar + offset, count));
    let at = offset;
    for (let sample = 0; sample < samples; sample++) {
      const spread = f32x4.mul(std, loadFirst(noise + at, count));
      storeFirst(out + at, f32x4.add(center, spread), count);
      at += stride;
    }
  }
}

/** The gradient to the mean: that to the samples, summed over them. */
export function reparameterizeToMean(dy: usize, samples: i32, size: i32, out: usize): void {
  const stride = <usize>size << 2;
  for (let i = 0; i < size; i += 4) {
    const count = min(size - i, 4);
    let at = <usize>i << 2;
    let sum = loadFirst(dy + at, count);
    for (let sample = 1; sample < samples; sample++) {
      at += stride;
      sum = f32x4.add(sum, loadFirst(dy + at, count));
    }
    storeFirst(out + (<usize>i << 2), sum, count);
  }
}

/** The gradient to the log-variance: `dy exp(logVar / 2) noise / 2`, summed over samples. */
export function reparameterizeToLogVar(
  logVar: usize, noise: usize, dy: usize, samples: i32, size: i32, out: usize,
): void {
  const stride = <usize>size << 2;
  for (let i = 0; i < size; i += 4) {
    const count = min(size - i, 4);
    const offset = <usize>i << 2;
    const halfStd = f32x4.mul(stdOf(loadFirst(logVar + offset, count)), f32x4.splat(0.5));
    let at = offset;
    let sum = f32x4.splat(0);
    for (let sample = 0; sample < samples; sample++) {
      const spread = f32x4.mul(halfStd, loadFirst(noise + at, count));
      sum = f32x4.add(sum, f32x4.mul(loadFirst(dy + at, count), spread));
      at += stride;
    }
    storeFirst(out + offset, sum, count);
  }
}

/** The gradient to the noise: `dy exp(logVar / 2)`. */
export function reparameterizeToNoise(
  logVar: usize, dy: usize, samples: i32, size: i32, out: usize,
): void {
  const stride = <usize>size << 2;
  for (let i = 0; i < size; i += 4) {
    const count = min(size - i, 4);
    let at = <usize>i << 2;
    const std = stdOf(loadFirst(logVar + at, count));
    for (let sample = 0; sample < samples; sample++) {
      storeFirst(out + at, f32x4.mul(std, loadFirst(dy + at, count)), count);
      at += stride;
    }
  }
}
