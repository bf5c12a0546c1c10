import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Reads maps `[images, height, width, channels]` at the positions that a flow `[images, h, w, 2]` gives
 * as row and column, bilinearly, with 0 outside of them. Differentiable to the maps.
 */
export function sampleAlongFlow(maps: Tensor4D, flow: Tensor4D): Tensor4D {
  return tf.tidy(() => {
    const [count, height, width, channels] = maps.shape;
    const [, outHeight, outWidth] = flow.shape;
    const margins: [number, number][] = [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ];
    const pixels = tf.reshape(tf.pad(maps, margins), [-1, channels]);
    const along = (index: number, size: number) => {
      const position = tf.add(
        tf.clipByValue(tf.slice(flow, [0, 0, 0, index], [-1, -1, -1, 1]), -1, size),
        1,
      );
      const lower = tf.minimum(tf.floor(position), size);
      const right = tf.sub(position, lower);
      return { lower: tf.cast(lower, 'int32'), weights: [tf.sub(1, right), right] };
    };
    const rows = along(0, height);
    const columns = along(1, width);
    const imageStart = tf.reshape(
      tf.mul(tf.range(0, count, 1, 'int32'), tf.scalar((height + 2) * (width + 2), 'int32')),
      [count, 1, 1, 1],
    );
    const rowStart = tf.mul(rows.lower, tf.scalar(width + 2, 'int32'));
    const first = tf.add(tf.add(rowStart, columns.lower), imageStart);
    const corners = [0, 1].flatMap((down) =>
      [0, 1].map((right) => {
        const positions = tf.add(first, tf.scalar(down * (width + 2) + right, 'int32'));
        const values = tf.gather(pixels, tf.reshape(positions, [-1]) as tf.Tensor1D);
        const weight = tf.mul(rows.weights[down] as Tensor, columns.weights[right] as Tensor);
        return tf.mul(values, tf.reshape(weight, [-1, 1]));
      }),
    );
    return tf.reshape(tf.addN(corners), [count, outHeight, outWidth, channels]);
  });
}
