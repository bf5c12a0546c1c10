import { checkCount } from '../internal/checks/checkCount';
import { checkKey } from '../internal/checks/checkKey';
import { counterDomain } from '../internal/counterDomain';
import type { RandomKey } from '../internal/key';
import { philox } from '../internal/philox';

/** Words are drawn in passes of this many blocks. */
const blocksPerPass = 256;

/** Returns words of the key's permutation domain, one a call. */
function wordSource(key: RandomKey): () => number {
  const words = new Uint32Array(4 * blocksPerPass);
  let firstBlock = 0;
  let used = words.length;
  return () => {
    if (used === words.length) {
      philox([firstBlock, 0, 0, counterDomain.permutation], key, words);
      firstBlock += blocksPerPass;
      used = 0;
    }
    return words[used++] as number;
  };
}

/**
 * Draws a permutation of 0, 1, …, n - 1, each of the n! with the same probability: a seeded shuffle.
 *
 * Formula: Fisher-Yates: for `i` from `n - 1` down to 1, elements `i` and `j` change places, `j`
 * uniform on 0 … i.
 *
 * Shape: an `Int32Array` of length `n`, an index list for `tf.gather` or for plain arrays.
 *
 * Range: every integer from 0 to n - 1 once.
 *
 * Numerics: exact and unbiased: words that would favour some `j` (those from the greatest multiple
 * of `i + 1` below 2^32 on) are drawn again. The same permutation everywhere.
 *
 * @param key made by `randomKey` or `splitKey`, and used for one draw
 * @param n the number of elements, an integer from 0 to 2^31 - 1
 * @returns the permutation
 * @throws TypeError if `key` is not a key
 * @throws RangeError if `n` is not such an integer
 * @example
 * ```ts
 * import { randomKey, randomPermutation } from 'variate';
 *
 * console.log(randomPermutation(randomKey(7), 5)); // Int32Array(5) [ 4, 2, 0, 1, 3 ]
 * ```
 * @see Durstenfeld 1964, Algorithm 235: random permutation, https://doi.org/10.1145/364520.364540.
 * Fixture: Philox in Python's integers.
 */
export function randomPermutation(key: RandomKey, n: number): Int32Array {
  checkKey('randomPermutation', key);
  checkCount('randomPermutation', 'n', n, 0, 'It counts the elements to shuffle.');
  const nextWord = wordSource(key);
  const permutation = Int32Array.from({ length: n }, (_, index) => index);
  for (let i = n - 1; i > 0; i--) {
    const unbiased = 2 ** 32 - (2 ** 32 % (i + 1));
    let word = nextWord();
    while (word >= unbiased) word = nextWord();
    const j = word % (i + 1);
    const swapped = permutation[i] as number;
    permutation[i] = permutation[j] as number;
    permutation[j] = swapped;
  }
  return permutation;
}
