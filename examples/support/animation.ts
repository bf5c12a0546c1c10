import { Resvg } from '@resvg/resvg-js';
import * as loaded from 'gifenc';

/** Node sees a CommonJS module, all of it under `default`; bundlers see its names. */
const gifenc = (
  'GIFEncoder' in loaded ? loaded : (loaded as { default: unknown }).default
) as typeof loaded;

/** Turns pictures of one size, as SVG text, into an animated GIF that stays longer on the last one. */
export function animatedGif(
  frames: readonly string[],
  { milliseconds = 300, lastMilliseconds = 3000 } = {},
): Uint8Array {
  const gif = gifenc.GIFEncoder();
  frames.forEach((svg, index) => {
    const { pixels, width, height } = new Resvg(svg, { background: 'white' }).render();
    const rgba = new Uint8Array(pixels);
    const palette = gifenc.quantize(rgba, 128);
    const delay = index === frames.length - 1 ? lastMilliseconds : milliseconds;
    gif.writeFrame(gifenc.applyPalette(rgba, palette), width, height, { palette, delay });
  });
  gif.finish();
  return gif.bytes();
}
