import type { Tensor } from '@tensorflow/tfjs-core';
import { checkFloat32 } from '../internal/checks/checkFloat32';
import { checkKey } from '../internal/checks/checkKey';
import { checkOptions } from '../internal/checks/checkOptions';
import { checkShape } from '../internal/checks/checkShape';
import { invalidRange } from '../internal/checks/invalidArgument';
import type { RandomKey } from '../internal/key';
import { normalVariates } from '../internal/normalVariates';

/** The parameters of `randomNormal`. */
export interface RandomNormalOptions {
  /** The expectation; 0 unless given. */
  readonly mean?: number;
  /** The standard deviation, not negative; 1 unless given. */
  readonly std?: number;
}

/**
 * Draws independent normal variates.
 *
 * Formula: `x = mean + std r (cos a, sin a)` for each pair of elements, with
 * `r = sqrt(-2 log((w + 1/2) / 2^32))` and `a = 2 pi w' / 2^32` from one pair of words `w, w'` of
 * Philox 4x32-10 under the key.
 *
 * Shape: as given. Element `i` (row-major) depends on the key and `i` alone, so a longer result
 * extends a shorter one.
 *
 * Range: within `mean ± 6.77 std`: 32 bits a word end the tails where 1.4e-11 of the probability is
 * left.
 *
 * Numerics: computed in float32 with + - * / and sqrt only, which every platform rounds alike: the
 * same bits on every backend and platform. The relative error of a standard variate is below 3e-7.
 *
 * Gradient: none; the result is a constant. `reparameterize` is the differentiable form.
 *
 * @param key made by `randomKey` or `splitKey`, and used for one draw
 * @param shape sizes of the result, `[]` for a scalar
 * @param options `mean` (0), finite, and `std` (1), finite and at least 0
 * @returns a float32 tensor
 * @throws TypeError if `key` or `shape` is malformed or an option is unknown
 * @throws RangeError if `mean` or `std` is not finite or `std` is negative
 * @example
 * ```ts
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { randomKey, randomNormal } from 'variate';
 *
 * randomNormal(randomKey(7), [3]).print(); // [-0.8680385, 0.2636929, 1.4004424]
 * ```
 * @see Box and Muller 1958, A note on the generation of random normal deviates,
 * https://doi.org/10.1214/aoms/1177706645; Salmon, Moraes, Dror and Shaw 2011, Parallel random
 * numbers: as easy as 1, 2, 3, section 3.3, https://doi.org/10.1145/2063384.2063405. Fixture: Philox
 * in Python's integers, numpy float32 checked against float64.
 */
export function randomNormal(
  key: RandomKey,
  shape: readonly number[],
  options: RandomNormalOptions = {},
): Tensor {
  checkKey('randomNormal', key);
  checkShape('randomNormal', shape);
  checkOptions('randomNormal', options, ['mean', 'std']);
  const { mean = 0, std = 1 } = options;
  checkFloat32('randomNormal', 'mean', mean);
  checkFloat32('randomNormal', 'std', std);
  if (std < 0) {
    throw invalidRange(
      'randomNormal',
      'std must not be negative',
      String(std),
      'It is a standard deviation, not a log-variance.',
    );
  }

  return normalVariates(key, shape, mean, std);
}
