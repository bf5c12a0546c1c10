import type { InputSpec } from './protocol';

/** Uniform numbers in [0, 1) by hashing the position: bench/pytorch.py has the same function. */
function hashed(index: number, seed: number): number {
  let h = (index + Math.imul(seed, 0x9e3779b9)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** The values that a specification stands for. */
export function inputValues({ shape, kind, low, high, seed }: InputSpec): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  return Float32Array.from({ length: size }, (_, index) => {
    const uniform = hashed(index, seed);
    if (kind === 'binary') return uniform < high ? 1 : 0;
    if (kind === 'labels') return Math.floor(uniform * high);
    return low + uniform * (high - low);
  });
}
