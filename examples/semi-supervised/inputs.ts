/** What a model sees of an image: of pixels or of latents, drawn anew at every visit or not. */
import * as tf from '@tensorflow/tfjs-core';
import {
  type DiagonalGaussian,
  type RandomKey,
  randomKey,
  randomUniform,
  reparameterize,
  splitKey,
} from 'variate';
import { imageTensor, type LabelledImages } from '../support/mnist';
import { encode, type M1 } from './models/m1';

export type Binarization = 'resampled' | 'fixed' | 'threshold' | 'none';

/** The inputs of a set of images, on the device once and for all. */
export interface Inputs {
  readonly count: number;
  readonly dims: number;
  /** The rows of these images as training sees them, [indices, dims]; a draw of its own for a key. */
  visit(indices: Int32Array, key: RandomKey): tf.Tensor2D;
  /** Rows as evaluation sees them, without noise. */
  rows(from: number, to: number): tf.Tensor2D;
}

const CHUNK = 2000;

/** The rows of a computation over `count` rows, a chunk at a time. */
export function inChunks(
  count: number,
  compute: (from: number, to: number, chunk: number) => tf.Tensor,
): tf.Tensor2D {
  return tf.tidy(() => {
    const chunks: tf.Tensor[] = [];
    for (let from = 0; from < count; from += CHUNK) {
      chunks.push(tf.tidy(() => compute(from, Math.min(from + CHUNK, count), chunks.length)));
    }
    return tf.concat(chunks) as tf.Tensor2D;
  });
}

const gatherRows = (rows: tf.Tensor2D, indices: Int32Array): tf.Tensor2D =>
  tf.gather(rows, tf.tensor1d(indices, 'int32'));

/** Single rows as evaluation sees them. */
export const rowsAt = ({ rows }: Inputs, indices: readonly number[]): tf.Tensor2D =>
  tf.concat(indices.map((index) => rows(index, index + 1)));

const slice = (rows: tf.Tensor2D, from: number, to: number): tf.Tensor2D =>
  tf.slice(rows, [from, 0], [to - from, -1]);

/** Draws each pixel as 1 with the probability that its grey value says. */
function drawPixels(grey: tf.Tensor2D, key: RandomKey): tf.Tensor2D {
  return tf.cast(tf.less(randomUniform(key, grey.shape), grey), 'float32');
}

/** Grey images [n, pixels] in [0, 1]. */
export const greyImages = (images: LabelledImages): tf.Tensor2D =>
  inChunks(images.count, (from, to) =>
    imageTensor(
      images,
      Int32Array.from({ length: to - from }, (_, row) => from + row),
    ),
  );

/**
 * Pixels. `resampled` draws them at every visit and evaluates grey ones, their mean; `fixed` draws
 * them once; `threshold` cuts at 1/2; `none` leaves them grey.
 */
export function pixelInputs(grey: tf.Tensor2D, binarization: Binarization, key: RandomKey): Inputs {
  const [count, dims] = grey.shape;
  const prepared = (): tf.Tensor2D => {
    if (binarization === 'threshold') return tf.cast(tf.greater(grey, 0.5), 'float32');
    if (binarization !== 'fixed') return grey;
    const keys = splitKey(key, Math.ceil(count / CHUNK));
    return inChunks(count, (from, to, chunk) =>
      drawPixels(slice(grey, from, to), keys[chunk] as RandomKey),
    );
  };
  const pixels = tf.tidy(prepared);
  return {
    count,
    dims,
    visit: (indices, key) => {
      const rows = gatherRows(pixels, indices);
      return binarization === 'resampled' ? drawPixels(rows, key) : rows;
    },
    rows: (from, to) => slice(pixels, from, to),
  };
}

/** The pixels of one part of the data, with its digits; fixed draws depend on the seed. */
export const labelledPixels = (
  images: LabelledImages,
  { binarization, seed }: { readonly binarization: string; readonly seed: number },
  part: 'train' | 'validation' | 'test',
) => {
  const [train, validation, test] = splitKey(splitKey(randomKey(seed), 3)[2], 3);
  const key = { train, validation, test }[part];
  return {
    inputs: pixelInputs(greyImages(images), binarization as Binarization, key),
    labels: images.labels,
  };
};

/** q(z | x) of grey images under a trained M1, for all of them at once. */
export function m1Posterior(m1: M1, grey: tf.Tensor2D): DiagonalGaussian {
  const compute = (name: keyof DiagonalGaussian) =>
    inChunks(grey.shape[0], (from, to) => encode(m1, slice(grey, from, to))[name]);
  return { mean: compute('mean'), logVar: compute('logVar') };
}

/** Latents of M1: drawn from q(z | x) at every visit, or its mean where they are not resampled. */
export function latentInputs({ mean, logVar }: DiagonalGaussian, resampled: boolean): Inputs {
  const [count, dims] = mean.shape as [number, number];
  const rows = (tensor: tf.Tensor, indices: Int32Array) =>
    gatherRows(tensor as tf.Tensor2D, indices);
  return {
    count,
    dims,
    visit: (indices, key) =>
      resampled
        ? (reparameterize(
            { mean: rows(mean, indices), logVar: rows(logVar, indices) },
            { key },
          ) as tf.Tensor2D)
        : rows(mean, indices),
    rows: (from, to) => slice(mean as tf.Tensor2D, from, to),
  };
}
