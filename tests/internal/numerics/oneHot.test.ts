import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { oneHot } from '../../../src/internal/numerics/oneHot';
import { expectNewTensors } from '../../helpers/expectNewTensors';

describe('oneHot', () => {
  it('has a 1 at the class along a new last axis, in float32', () => {
    tf.tidy(() => {
      const rows = oneHot(
        tf.tensor2d(
          [
            [2, 0],
            [1, 1],
          ],
          [2, 2],
          'int32',
        ),
        3,
      );
      expect(rows.shape).toEqual([2, 2, 3]);
      expect(rows.dtype).toBe('float32');
      expect(Array.from(rows.dataSync())).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0]);
    });
  });

  it('takes a scalar id, a single class and no ids', () => {
    tf.tidy(() => {
      expect(Array.from(oneHot(tf.scalar(1, 'int32'), 2).dataSync())).toEqual([0, 1]);
      expect(Array.from(oneHot(tf.tensor1d([0, 0], 'int32'), 1).dataSync())).toEqual([1, 1]);
      expect(oneHot(tf.tensor1d([], 'int32'), 3).shape).toEqual([0, 3]);
    });
  });

  it('gives a row of zeros to an id that is no class', () => {
    tf.tidy(() => {
      const ids = tf.tensor1d([-1, 1, 2], 'int32');
      expect(Array.from(oneHot(ids, 2).dataSync())).toEqual([0, 0, 0, 1, 0, 0]);
      expect(Array.from(oneHot(ids, 1).dataSync())).toEqual([0, 0, 0]);
    });
  });

  it('leaves one tensor behind', () => {
    const ids = tf.tensor1d([0, 1], 'int32');
    expectNewTensors(1, () => oneHot(ids, 2));
    ids.dispose();
  });
});
