import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { oneHotOfLargest } from '../../../src/internal/numerics/oneHotOfLargest';
import { expectNewTensors } from '../../helpers/expectNewTensors';

describe('oneHotOfLargest', () => {
  it('marks one element of each row, the first of several largest', () => {
    tf.tidy(() => {
      const marks = oneHotOfLargest(
        tf.tensor2d([
          [-3, -1, -2],
          [5, 5, 0],
          [0, 0, 0],
        ]),
      );
      expect(Array.from(marks.dataSync())).toEqual([0, 1, 0, 1, 0, 0, 1, 0, 0]);
    });
  });

  it('works over the last axis of any rank, and over a single column', () => {
    tf.tidy(() => {
      expect(oneHotOfLargest(tf.zeros([2, 3, 4])).shape).toEqual([2, 3, 4]);
      expect(Array.from(oneHotOfLargest(tf.tensor1d([1, 3])).dataSync())).toEqual([0, 1]);
      expect(Array.from(oneHotOfLargest(tf.tensor2d([[7], [8]])).dataSync())).toEqual([1, 1]);
    });
  });

  it('leaves one tensor behind', () => {
    const rows = tf.zeros([2, 3]);
    expectNewTensors(1, () => oneHotOfLargest(rows));
    rows.dispose();
  });
});
