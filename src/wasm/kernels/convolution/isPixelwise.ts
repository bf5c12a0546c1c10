import type { Patches } from './Patches';

/** Whether patches are the pixels themselves, one after the other: a plain matrix. */
export function isPixelwise({ y, x }: Patches): boolean {
  return [y, x].every(
    ({ taps, stride, offset, size, positions }) =>
      taps === 1 && stride === 1 && offset === 0 && size === positions,
  );
}
