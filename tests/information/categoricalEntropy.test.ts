import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { categoricalEntropy, randomKey, randomNormal } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { itMatchesFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';

describe('categoricalEntropy: reference', () => {
  itMatchesFixture('categoricalEntropy', ({ logits }) => categoricalEntropy(logits as tf.Tensor), {
    rtol: 2e-5,
    atol: 1e-6,
  });
});

describe('categoricalEntropy: gradient', () => {
  it('agrees with central differences', () => {
    tf.tidy(() => {
      const logits = randomNormal(randomKey(1), [3, 4]);
      const f = (x: tf.Tensor) => categoricalEntropy(x, { reduction: 'sum' });
      expectClose(tf.grad(f)(logits), numericalGradient(f, logits), { rtol: 1e-2, atol: 1e-3 });
    });
  });
});

describe('categoricalEntropy: laws', () => {
  it('lies between 0 and log classes, which a uniform variable has', () => {
    tf.tidy(() => {
      const entropies = categoricalEntropy(randomNormal(randomKey(1), [200, 7], { std: 4 }));
      for (const entropy of entropies.dataSync()) {
        expect(entropy).toBeGreaterThanOrEqual(0);
        expect(entropy).toBeLessThanOrEqual(Math.log(7) + 1e-6);
      }
      expectClose(categoricalEntropy(tf.zeros([2, 7])), [Math.log(7), Math.log(7)]);
    });
  });

  it('keeps the contract of reductions and masks', () => {
    tf.tidy(() => {
      const logits = randomNormal(randomKey(1), [3, 2, 4]);
      const elements = categoricalEntropy(logits, { reduction: 'none' });
      expect(elements.shape).toEqual([3, 2]);
      expectClose(categoricalEntropy(logits), tf.sum(elements, 1));
      expectClose(categoricalEntropy(logits, { reduction: 'mean' }), tf.mean(tf.sum(elements, 1)));
      const mask = tf.tensor2d([
        [1, 0],
        [0, 0],
        [1, 1],
      ]);
      expectClose(categoricalEntropy(logits, { mask }), tf.sum(tf.mul(elements, mask), 1));
    });
  });
});

describe('categoricalEntropy: extremes', () => {
  it('is 0 with gradient 0 at a certain variable, and relatively accurate near it', () => {
    tf.tidy(() => {
      const certain = tf.tensor2d([[1e4, 0, -1e4]]);
      const f = (x: tf.Tensor) => categoricalEntropy(x, { reduction: 'sum' });
      expectClose(f(certain), [0]);
      expectClose(tf.grad(f)(certain), [0, 0, 0]);
      const p = Math.exp(-30) / (1 + Math.exp(-30));
      expectClose(f(tf.tensor2d([[30, 0]])), [p * 30 + p], { rtol: 1e-5, atol: 0 });
    });
  });
});

describe('categoricalEntropy: errors', () => {
  it('refuses logits without a class', () => {
    expect(() => categoricalEntropy(tf.zeros([3, 0]))).toThrow(
      'categoricalEntropy: logits must have a last axis of at least one class; got logits [3, 0]. Lay it out as [batch, classes].',
    );
  });
});

describe('categoricalEntropy: memory', () => {
  it('leaves one tensor behind, and a gradient only the gradient', () => {
    const logits = tf.ones([3, 2]);
    expectNewTensors(1, () => categoricalEntropy(logits));
    expectNewTensors(1, () => tf.grad((x: tf.Tensor) => categoricalEntropy(x))(logits));
    logits.dispose();
  });
});
