import { checkSeed } from '../internal/checks/checkSeed';
import type { RandomKey } from '../internal/key';

/**
 * Makes the key of a seed, the argument from which every sampler draws.
 *
 * Formula: `key = [seed mod 2^32, floor(seed / 2^32)]`; different seeds have different keys, and
 * seed 0 is a seed like any other.
 *
 * Shape: two numbers, plain data that `JSON.stringify` keeps, so a checkpoint can hold a key.
 *
 * Range: each number is an unsigned 32-bit integer.
 *
 * Numerics: exact. What is drawn with a key is a pure function of the key, the same on every backend
 * and platform; a key is therefore used once and then replaced by its children (`splitKey`).
 *
 * @param seed an integer from 0 to 2^53 - 1
 * @returns the key
 * @throws RangeError if the seed is not such an integer
 * @example
 * ```ts
 * import { randomKey } from 'variate';
 *
 * console.log(randomKey(7)); // [ 7, 0 ]
 * ```
 * @see Salmon, Moraes, Dror and Shaw 2011, Parallel random numbers: as easy as 1, 2, 3, section 2,
 * https://doi.org/10.1145/2063384.2063405.
 */
export function randomKey(seed: number): RandomKey {
  checkSeed('randomKey', seed);
  return [seed % 2 ** 32, Math.floor(seed / 2 ** 32)];
}
