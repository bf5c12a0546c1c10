import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iicJoint } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { itMatchesFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';

describe('iicJoint: reference', () => {
  itMatchesFixture('iicJoint', ({ logits, pairedLogits }) =>
    iicJoint(logits as tf.Tensor, pairedLogits as tf.Tensor),
  );
});

describe('iicJoint: gradient', () => {
  it('agrees with central differences to both arguments', () => {
    tf.tidy(() => {
      const logits = tf.tensor2d([
        [1, 0, -1],
        [0.5, 0.2, 2],
      ]);
      const paired = tf.tensor2d([
        [0.3, 0, 0],
        [-1, 0.2, 1],
      ]);
      const weights = tf.tensor2d([
        [1, 2, -3],
        [0, 4, 1],
        [2, -2, 1],
      ]);
      const first = (x: tf.Tensor) => tf.sum(tf.mul(iicJoint(x, paired), weights));
      const second = (x: tf.Tensor) => tf.sum(tf.mul(iicJoint(logits, x), weights));
      const tolerance = { rtol: 1e-2, atol: 1e-3 };
      expectClose(tf.grad(first)(logits), numericalGradient(first, logits), tolerance);
      expectClose(tf.grad(second)(paired), numericalGradient(second, paired), tolerance);
    });
  });
});

describe('iicJoint: laws', () => {
  it('is a symmetric distribution whose marginal is the mean assignment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(1e6),
        (pairs, classes, seed) => {
          tf.tidy(() => {
            const logits = tf.randomUniform([pairs, classes], -9, 9, 'float32', seed + 1);
            const paired = tf.randomUniform([pairs, classes], -9, 9, 'float32', seed + 2);
            const joint = iicJoint(logits, paired);
            expect(joint.shape).toEqual([classes, classes]);
            expect(joint.dataSync()).toEqual(tf.transpose(joint).dataSync());
            expectClose(tf.sum(joint), [1]);
            const assignments = tf.concat([tf.softmax(logits), tf.softmax(paired)]);
            expectClose(tf.sum(joint, 1), tf.mean(assignments, 0), { rtol: 1e-5, atol: 1e-6 });
          });
        },
      ),
      { seed: 1, numRuns: 30 },
    );
  });

  it('counts the pairs of clusters where assignments are certain', () => {
    tf.tidy(() => {
      const certain = (ids: number[]): tf.Tensor2D =>
        tf.tensor2d(ids.map((id) => [0, 1, 2].map((k) => (k === id ? 1e4 : -1e4))));
      const joint = iicJoint(certain([0, 0, 1, 2]), certain([0, 1, 1, 2]));
      expectClose(joint, [2 / 8, 1 / 8, 0, 1 / 8, 2 / 8, 0, 0, 0, 2 / 8]);
    });
  });
});

describe('iicJoint: errors', () => {
  it('refuses what is not a batch of paired logits', () => {
    tf.tidy(() => {
      const logits = tf.zeros([4, 3]);
      expect(() => iicJoint(logits, tf.zeros([5, 3]))).toThrow(
        'iicJoint: logits and pairedLogits must have the same shape; got logits [4, 3], pairedLogits [5, 3]. Row i of both has to come from two views of example i.',
      );
      expect(() => iicJoint(logits, tf.zeros([4, 3, 1]))).toThrow(
        'iicJoint: pairedLogits must have rank 2, [pairs, classes]; got pairedLogits [4, 3, 1]. Bring it to this layout with tf.reshape.',
      );
      expect(() => iicJoint(tf.zeros([0, 3]), tf.zeros([0, 3]))).toThrow(
        'iicJoint: logits must hold at least one pair; got logits [0, 3]. No joint distribution can be estimated from an empty batch.',
      );
    });
  });
});

describe('iicJoint: memory', () => {
  it('leaves one tensor behind, and a gradient only the gradients', () => {
    const logits = tf.zeros([4, 3]);
    const paired = tf.ones([4, 3]);
    expectNewTensors(1, () => iicJoint(logits, paired));
    expectNewTensors(2, () =>
      tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.square(iicJoint(a, b))))([logits, paired]),
    );
    tf.dispose([logits, paired]);
  });
});
