import type { CounterDomain } from './counterDomain';
import type { RandomKey } from './key';
import { philox } from './philox';

/**
 * Draws at least `count` random words from block 0 of a domain on; the length is rounded up to
 * whole blocks. Word i depends on key, domain and i alone.
 */
export function drawWords(key: RandomKey, domain: CounterDomain, count: number): Uint32Array {
  const words = new Uint32Array(4 * Math.ceil(count / 4));
  philox([0, 0, 0, domain], key, words);
  return words;
}
