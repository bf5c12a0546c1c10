import { describe, expect, it } from 'vitest';
import { animatedGif } from '../../../examples/support/animation';

const frame = (colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="${colour}"/></svg>`;

describe('animatedGif', () => {
  it('is a GIF of the size of its frames, one image a frame, which repeats', () => {
    const gif = Buffer.from(animatedGif(['red', 'green', 'blue'].map(frame)));
    expect(gif.subarray(0, 6).toString()).toBe('GIF89a');
    expect([gif.readUInt16LE(6), gif.readUInt16LE(8)]).toEqual([20, 10]);
    // A graphic control extension of four bytes comes before each image.
    expect(gif.toString('latin1').split('\x21\xf9\x04').length - 1).toBe(3);
    expect(gif.toString('latin1')).toContain('NETSCAPE2.0');
  });
});
