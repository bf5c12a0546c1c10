import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type Whitening, whitener } from './covariance/whitener';

/** Elements of one chunk of rows: 32 MiB of float32, so that intermediate results stay bounded. */
const defaultChunkSize = 2 ** 23;

function chunksOf(features: Tensor2D, chunkSize: number): Tensor2D[] {
  const [rows, columns] = features.shape;
  const step = Math.max(1, Math.floor(chunkSize / columns));
  if (rows <= step) return [features];
  return Array.from({ length: Math.ceil(rows / step) }, (_, k) =>
    tf.slice(features, [k * step, 0], [Math.min(step, rows - k * step), columns]),
  );
}

function centreOf(means: readonly Float64Array[]): Float64Array {
  const [first] = means as readonly [Float64Array];
  return first.map(
    (_, i) => means.reduce((sum, mean) => sum + (mean[i] as number), 0) / means.length,
  );
}

/**
 * The squared Mahalanobis distances of rows to means, `[rows, means]`, with one whitening for each
 * mean or one for all.
 *
 * Rows are centred before they are whitened, so that an offset costs no digits: first by the mean
 * as float32 has it, which is exact for features near it; the little that is left of the mean is
 * whitened apart. With one whitening for all, rows are centred and whitened once.
 */
export function squaredDistances(
  features: Tensor2D,
  means: readonly Float64Array[],
  whitenings: readonly Whitening[],
  chunkSize: number = defaultChunkSize,
): Tensor2D {
  const dimension = features.shape[1];
  if (features.shape[0] === 0) return tf.zeros([0, means.length]);
  return tf.tidy(() => {
    const row = (values: Float32Array): Tensor2D => tf.tensor2d(values, [1, dimension]);
    const isShared = whitenings.length === 1;
    const groupOf = (k: number): number => (isShared ? 0 : k);
    const maps = whitenings.map((whitening) => whitener(whitening, dimension));
    const origins = (isShared ? [centreOf(means)] : means).map((mean) => new Float32Array(mean));
    const originRows = origins.map(row);
    const whiten = (rows: Tensor2D, group: number): Tensor2D =>
      (maps[group] as (rows: Tensor2D) => Tensor2D)(tf.sub(rows, originRows[group] as Tensor2D));

    const targets = means.map((mean, k) => {
      const origin = origins[groupOf(k)] as Float32Array;
      const rest = mean.map((value, i) => value - (origin[i] as number));
      return (maps[groupOf(k)] as (rows: Tensor2D) => Tensor2D)(row(new Float32Array(rest)));
    });
    const ofChunk = (rows: Tensor2D): Tensor2D => {
      const whitened = isShared ? whiten(rows, 0) : undefined;
      const columns = targets.map((target, k) =>
        tf.tidy(() =>
          tf.sum<Tensor2D>(tf.squaredDifference(whitened ?? whiten(rows, k), target), 1, true),
        ),
      );
      return tf.concat2d(columns, 1);
    };
    const chunks = chunksOf(features, chunkSize).map((rows) => tf.tidy(() => ofChunk(rows)));
    return chunks.length === 1 ? (chunks[0] as Tensor2D) : tf.concat2d(chunks, 0);
  });
}
