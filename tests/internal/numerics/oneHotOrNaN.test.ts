import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { oneHotOrNaN } from '../../../src/internal/numerics/oneHotOrNaN';
import { expectNewTensors } from '../../helpers/expectNewTensors';

describe('oneHotOrNaN', () => {
  it('has one-hot rows for the ids of classes, and NaN for other ids', () => {
    tf.tidy(() => {
      const ids = tf.tensor2d(
        [
          [-1, 1],
          [2, 0],
        ],
        [2, 2],
        'int32',
      );
      const rows = oneHotOrNaN(ids, 2);
      const nan = Number.NaN;
      expect(rows.shape).toEqual([2, 2, 2]);
      expect(Array.from(rows.dataSync())).toEqual([nan, nan, 0, 1, nan, nan, 1, 0]);
    });
  });

  it('takes a scalar id, a single class and no ids', () => {
    tf.tidy(() => {
      expect(Array.from(oneHotOrNaN(tf.scalar(1, 'int32'), 2).dataSync())).toEqual([0, 1]);
      const single = oneHotOrNaN(tf.tensor1d([0, 1], 'int32'), 1);
      expect(Array.from(single.dataSync())).toEqual([1, Number.NaN]);
      expect(oneHotOrNaN(tf.tensor1d([], 'int32'), 3).shape).toEqual([0, 3]);
    });
  });

  it('leaves one tensor behind', () => {
    const ids = tf.tensor1d([0, 1], 'int32');
    expectNewTensors(1, () => oneHotOrNaN(ids, 2));
    ids.dispose();
  });
});
