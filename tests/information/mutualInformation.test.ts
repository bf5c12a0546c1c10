import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  iicJoint,
  iicLoss,
  mutualInformation,
  randomKey,
  randomNormal,
  randomUniform,
  splitKey,
} from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { itMatchesFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';

const numberOf = (tensor: tf.Tensor): number => tensor.dataSync()[0] as number;

describe('mutualInformation: reference', () => {
  itMatchesFixture('mutualInformation', ({ joint }) => mutualInformation(joint as tf.Tensor), {
    rtol: 2e-5,
    atol: 1e-6,
  });
});

describe('mutualInformation: gradient', () => {
  it('agrees with central differences', () => {
    tf.tidy(() => {
      const joint = randomUniform(randomKey(1), [3, 4], { min: 0.5, max: 2 });
      const expected = numericalGradient(mutualInformation, joint);
      expectClose(tf.grad(mutualInformation)(joint), expected, { rtol: 1e-2, atol: 1e-3 });
    });
  });
});

describe('mutualInformation: laws', () => {
  it('lies between 0 and the logarithm of the smaller side, and is symmetric', () => {
    tf.tidy(() => {
      for (const key of splitKey(randomKey(2), 20)) {
        const joint = randomUniform(key, [4, 6]);
        const information = numberOf(mutualInformation(joint));
        expect(information).toBeGreaterThanOrEqual(-1e-6);
        expect(information).toBeLessThanOrEqual(Math.log(4));
        expect(numberOf(mutualInformation(tf.transpose(joint)))).toBeCloseTo(information, 5);
      }
    });
  });

  it('is minus the loss of invariant information clustering at the joint of its views', () => {
    tf.tidy(() => {
      const [key, pairedKey] = splitKey(randomKey(3));
      const logits = randomNormal(key, [20, 4], { std: 3 });
      const paired = randomNormal(pairedKey, [20, 4], { std: 3 });
      const information = numberOf(mutualInformation(iicJoint(logits, paired)));
      expect(information).toBeCloseTo(-numberOf(iicLoss(logits, paired)), 5);
    });
  });

  it('is 0 for independent variables, counts their scale out, and takes empty cells', () => {
    tf.tidy(() => {
      const independent = tf.tensor2d([1, 2, 3, 2, 4, 6], [2, 3], 'int32');
      expectClose(mutualInformation(independent), [0], { atol: 1e-6 });
      const counts = tf.tensor2d([
        [5, 0, 0],
        [0, 5, 0],
        [0, 0, 0],
      ]);
      expectClose(mutualInformation(counts), [Math.log(2)]);
      expectClose(mutualInformation(tf.mul(counts, 1e6)), [Math.log(2)]);
      const gradient = tf.grad(mutualInformation)(counts).dataSync();
      expect(gradient.every(Number.isFinite)).toBe(true);
    });
  });
});

describe('mutualInformation: errors', () => {
  it('refuses what is no table', () => {
    expect(() => mutualInformation(tf.zeros([4]))).toThrow(
      'mutualInformation: joint must have rank 2, [rows, columns]; got joint [4]. Bring it to this layout with tf.reshape.',
    );
    expect(() => mutualInformation(tf.zeros([4, 0]))).toThrow(
      'mutualInformation: joint must have at least one cell; got joint [4, 0]. Count something first.',
    );
  });
});

describe('mutualInformation: memory', () => {
  it('leaves one tensor behind, and a gradient only the gradient', () => {
    const joint = tf.ones([3, 2]);
    expectNewTensors(1, () => mutualInformation(joint));
    expectNewTensors(1, () => tf.grad(mutualInformation)(joint));
    joint.dispose();
  });
});
