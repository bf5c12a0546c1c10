import { counterDomain } from '../counterDomain';
import { drawWords } from '../drawWords';
import type { RandomKey } from '../key';

/**
 * So many uniform variates in [0, 1) for every image, in rows: known without waiting for a device.
 * Row i depends on the key and i alone.
 */
export function uniformParameters(key: RandomKey, images: number, perImage: number): Float64Array {
  const words = drawWords(key, counterDomain.uniform, images * perImage);
  return Float64Array.from(words.subarray(0, images * perImage), (word) => word / 2 ** 32);
}
