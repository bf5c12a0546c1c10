import * as tf from '@tensorflow/tfjs-core';
import { type RandomKey, randomUniform, splitKey } from 'variate';
import { scoped } from './scoped';

/** Squared distances of rows to centres, without the squared length of the row, which all share. */
function relativeDistances(rows: tf.Tensor2D, centres: tf.Tensor2D): tf.Tensor2D {
  const lengths = tf.sum(tf.square(centres), 1);
  return tf.sub(lengths, tf.mul(tf.matMul(rows, tf.transpose(centres)), 2));
}

/** The nearest centre of each row. */
export function nearestCentres(rows: tf.Tensor2D, centres: tf.Tensor2D): Int32Array {
  return scoped(() => Int32Array.from(tf.argMin(relativeDistances(rows, centres), 1).dataSync()));
}

/** k-means++ (Arthur and Vassilvitskii 2007): each centre a row, likely to be far from those before. */
function firstCentres(rows: tf.Tensor2D, count: number, key: RandomKey): tf.Tensor2D {
  const draws = randomUniform(key, [count]).dataSync();
  const lengths = tf.sum(tf.square(rows), 1);
  const chosen = [Math.floor((draws[0] as number) * rows.shape[0])];
  let nearest = tf.fill([rows.shape[0]], Number.POSITIVE_INFINITY);
  while (chosen.length < count) {
    const last = tf.slice(rows, [chosen.at(-1) as number, 0], [1, -1]);
    const distances = tf.add(lengths, tf.reshape(relativeDistances(rows, last), [-1]));
    nearest = tf.minimum(nearest, tf.relu(distances));
    const weights = nearest.dataSync<'float32'>();
    let left = (draws[chosen.length] as number) * weights.reduce((sum, weight) => sum + weight, 0);
    let row = 0;
    while (row < weights.length - 1 && left >= (weights[row] as number)) {
      left -= weights[row] as number;
      row++;
    }
    chosen.push(row);
  }
  return tf.gather(rows, tf.tensor1d(chosen, 'int32'));
}

/** One run of Lloyd's algorithm; returns the centres and the sum of squared distances to them. */
function descend(rows: tf.Tensor2D, start: tf.Tensor2D, iterations: number) {
  let centres = start;
  let cost = Number.POSITIVE_INFINITY;
  const lengths = tf.sum(tf.square(rows));
  const transposed = tf.transpose(rows);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const previous = cost;
    const next = tf.tidy(() => {
      const distances = relativeDistances(rows, centres);
      cost = tf.add(tf.sum(tf.min(distances, 1)), lengths).dataSync()[0] as number;
      const members = tf.cast(tf.oneHot(tf.argMin(distances, 1), centres.shape[0]), 'float32');
      const counts = tf.sum(members, 0);
      const sums = tf.transpose(tf.matMul(transposed, members as tf.Tensor2D));
      const means = tf.div(sums, tf.maximum(tf.expandDims(counts, 1), 1));
      // An empty cluster stays where it is.
      return tf.where(tf.expandDims(tf.greater(counts, 0), 1), means, centres) as tf.Tensor2D;
    });
    centres.dispose();
    centres = next;
    if (previous - cost <= 1e-6 * cost) break;
  }
  return { centres, cost };
}

/** The centres of k-means, [count, dims]: of several starts, those of least squared distance. */
export function fitKMeans(
  rows: tf.Tensor2D,
  count: number,
  key: RandomKey,
  { restarts = 3, iterations = 60 }: { restarts?: number; iterations?: number } = {},
): tf.Tensor2D {
  return tf.tidy(() => {
    const runs = splitKey(key, restarts).map((start) =>
      descend(rows, tf.clone(firstCentres(rows, count, start)), iterations),
    );
    return runs.reduce((best, run) => (run.cost < best.cost ? run : best)).centres;
  });
}
