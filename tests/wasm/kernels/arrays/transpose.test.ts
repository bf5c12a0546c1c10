import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

describe('transpose on wasm', () => {
  it('is empty where an axis is, whatever the order', () => {
    tf.tidy(() => {
      for (const shape of [[0, 4, 3, 2], [5, 0, 3, 2], [0]]) {
        const perm = shape.map((_, axis) => (axis + 1) % shape.length);
        const transposed = tf.transpose(tf.zeros(shape, 'int32'), perm);
        expect(transposed.shape).toEqual(perm.map((axis) => shape[axis]));
        expect(transposed.dtype).toBe('int32');
      }
    });
  });

  it('lets a convolution with the channels first have no images', () => {
    tf.tidy(() => {
      const x = tf.zeros<tf.Rank.R4>([0, 3, 6, 6]);
      const y = tf.conv2d(x, tf.ones([3, 3, 3, 4]), 1, 'same', 'NCHW');
      expect(y.shape).toEqual([0, 4, 6, 6]);
    });
  });

  it('leaves one tensor', () => {
    const x = tf.zeros([0, 4, 3, 2]);
    expectNewTensors(1, () => tf.transpose(x, [0, 2, 3, 1]));
    x.dispose();
  });
});
