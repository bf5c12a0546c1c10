import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { symmetrizedJoint } from '../../src/internal/symmetrizedJoint';
import { expectClose } from '../helpers/expectClose';

describe('symmetrizedJoint', () => {
  it('averages the outer products of paired rows over the pairs and over their order', () => {
    tf.tidy(() => {
      const probs = tf.tensor2d([
        [1, 0],
        [0.5, 0.5],
      ]);
      const paired = tf.tensor2d([
        [0, 1],
        [0.25, 0.75],
      ]);
      const joint = symmetrizedJoint(probs, paired);
      // Outer products: [[0, 1], [0, 0]] and [[1/8, 3/8], [1/8, 3/8]].
      expect(joint.shape).toEqual([2, 2]);
      expectClose(joint, [2 / 32, 12 / 32, 12 / 32, 6 / 32]);
    });
  });
});
