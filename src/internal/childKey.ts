import { counterDomain } from './counterDomain';
import type { RandomKey } from './key';
import { philox } from './philox';

/** The child of this index: the first half of its block in the domain of splits. */
export function childKey(key: RandomKey, index: number): RandomKey {
  const words = new Uint32Array(4);
  philox([index % 2 ** 32, Math.floor(index / 2 ** 32), 0, counterDomain.split], key, words);
  return [words[0] as number, words[1] as number];
}
