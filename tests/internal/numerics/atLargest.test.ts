import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { atLargest } from '../../../src/internal/numerics/atLargest';
import { expectNewTensors } from '../../helpers/expectNewTensors';

describe('atLargest', () => {
  it('takes from each row the value where the weight is largest', () => {
    tf.tidy(() => {
      const values = tf.tensor2d([
        [1, 2, 3],
        [4, 5, 6],
      ]);
      const weights = tf.tensor2d([
        [-1, -5, -2],
        [0, 1, 9],
      ]);
      const taken = atLargest(values, weights);
      expect(taken.shape).toEqual([2, 1]);
      expect(Array.from(taken.dataSync())).toEqual([1, 6]);
    });
  });

  it('takes the first of several largest', () => {
    tf.tidy(() => {
      const taken = atLargest(tf.tensor2d([[1, 2, 3]]), tf.tensor2d([[0, 7, 7]]));
      expect(Array.from(taken.dataSync())).toEqual([2]);
    });
  });

  it('leaves one tensor behind', () => {
    const values = tf.zeros([2, 3]);
    expectNewTensors(1, () => atLargest(values, values));
    values.dispose();
  });
});
