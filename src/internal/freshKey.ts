import type { RandomKey } from './key';

/** A key of fresh entropy, for draws that nobody asked to repeat. */
export function freshKey(): RandomKey {
  const words = globalThis.crypto.getRandomValues(new Uint32Array(2));
  return [words[0] as number, words[1] as number];
}
