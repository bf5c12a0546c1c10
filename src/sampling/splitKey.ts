import { checkCount } from '../internal/checks/checkCount';
import { checkKey } from '../internal/checks/checkKey';
import { childKey } from '../internal/childKey';
import type { RandomKey, RandomKeys } from '../internal/key';

/**
 * Derives independent keys from a key, which is not used any more afterwards.
 *
 * Formula: child `i` is the first two words of Philox 4x32-10 at counter
 * `[i mod 2^32, floor(i / 2^32), 0, 1]`, where 1 is the domain of splits. Draws have domains of their
 * own (`randomUniform` 2, `randomNormal` 3, `randomPermutation` 4), so no block of random bits is
 * ever both a key and a draw.
 *
 * Shape: `count` keys. Child `i` does not depend on `count`: asking for more children leaves the
 * first ones as they are.
 *
 * Range: each word of a key is an unsigned 32-bit integer.
 *
 * Numerics: exact, the same bits everywhere. Among n keys two are equal with probability n^2 / 2^65,
 * one in two million for 4 million keys.
 *
 * @param key the key to split; only its children are used from here on
 * @param count the number of children, an integer from 1 on
 * @returns the children
 * @throws TypeError if `key` is not a key
 * @throws RangeError if `count` is not such an integer
 * @example
 * ```ts
 * import { randomKey, splitKey } from 'variate';
 *
 * let key = randomKey(7);
 * const [next, stepKey] = splitKey(key); // stepKey is for the draws of one step
 * key = next; // and this for the steps that follow
 * console.log(stepKey); // [ 3176544954, 2796959595 ]
 * ```
 * @see Salmon, Moraes, Dror and Shaw 2011, Parallel random numbers: as easy as 1, 2, 3, section 2,
 * https://doi.org/10.1145/2063384.2063405; Claessen and Palka 2013, Splittable pseudorandom number
 * generators using cryptographic hashing, https://doi.org/10.1145/2503778.2503784. Fixture: Philox in
 * Python's integers.
 */
export function splitKey<Count extends number = 2>(
  key: RandomKey,
  count: Count = 2 as Count,
): RandomKeys<Count> {
  checkKey('splitKey', key);
  checkCount('splitKey', 'count', count, 1, 'It counts the keys to return.');
  const keys: readonly RandomKey[] = Array.from({ length: count }, (_, index) =>
    childKey(key, index),
  );
  return keys as RandomKeys<Count>;
}
