import type { Block } from './Block';

/** Copies a block from one memory to a block of the same size in another. */
export function copyBlock(
  from: Block,
  source: Float32Array,
  { at, stride }: Block,
  target: Float32Array,
): void {
  const { lines, width } = from;
  let start = from.at / 4;
  let to = at / 4;
  if (from.stride === width && stride === width) {
    target.set(source.subarray(start, start + lines * width), to);
    return;
  }
  for (let line = 0; line < lines; line++) {
    target.set(source.subarray(start, start + width), to);
    start += from.stride;
    to += stride;
  }
}
