import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { gaussianKl, klPerDimension } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { itMatchesFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';

describe('klPerDimension: reference', () => {
  itMatchesFixture('klPerDimension', ({ mean, logVar, priorMean, priorLogVar }) =>
    klPerDimension(
      { mean: mean as tf.Tensor, logVar: logVar as tf.Tensor },
      priorMean && priorLogVar ? { mean: priorMean, logVar: priorLogVar } : undefined,
    ),
  );
});

const posterior = (): { mean: tf.Tensor; logVar: tf.Tensor } => ({
  mean: tf.randomNormal([5, 3], 0, 1, 'float32', 1),
  logVar: tf.randomNormal([5, 3], 0, 1, 'float32', 2),
});

describe('klPerDimension: gradient', () => {
  it('agrees with central differences', () => {
    tf.tidy(() => {
      const { mean, logVar } = posterior();
      const loss = (x: tf.Tensor) => tf.sum(klPerDimension({ mean, logVar: x }));
      expectClose(tf.grad(loss)(logVar), numericalGradient(loss, logVar), {
        rtol: 1e-2,
        atol: 1e-3,
      });
    });
  });
});

describe('klPerDimension: laws', () => {
  it('sums to the mean of gaussianKl over the examples', () => {
    tf.tidy(() => {
      const q = posterior();
      const [p] = [{ mean: tf.ones([5, 3]), logVar: tf.fill([5, 3], -1) }];
      expectClose(tf.sum(klPerDimension(q)), gaussianKl(q, undefined, { reduction: 'mean' }));
      expectClose(tf.sum(klPerDimension(q, p)), gaussianKl(q, p, { reduction: 'mean' }));
    });
  });
});

describe('klPerDimension: extremes', () => {
  it('is zero for a collapsed dimension, and not negative near one', () => {
    tf.tidy(() => {
      const mean = tf.zeros([4, 2]);
      const logVar = tf.tensor2d([0, 1e-5], [1, 2]);
      const [collapsed, nearly] = klPerDimension({
        mean,
        logVar: tf.add(mean, logVar),
      }).dataSync();
      expect(collapsed).toBe(0);
      expectClose([nearly as number], [2.5e-11], { rtol: 1e-4, atol: 0 });
    });
  });
});

describe('klPerDimension: errors', () => {
  it('names itself in the errors of its arguments', () => {
    tf.tidy(() => {
      expect(() => klPerDimension({ mean: tf.zeros([2, 3]), logVar: tf.zeros([2, 4]) })).toThrow(
        'klPerDimension: posterior.mean and posterior.logVar must have the same shape; got posterior.mean [2, 3], posterior.logVar [2, 4]. A variance shared by several values has to be broadcast with tf.broadcastTo.',
      );
      for (const [shape, text] of [
        [[0, 3], '[0, 3]'],
        [[], '[]'],
      ] as const) {
        const zeros = tf.zeros([...shape]);
        expect(() => klPerDimension({ mean: zeros, logVar: zeros })).toThrow(
          new TypeError(
            `klPerDimension: posterior must hold at least one example; got posterior.mean ${text}. The first axis enumerates examples.`,
          ),
        );
      }
    });
  });
});

describe('klPerDimension: memory', () => {
  it('leaves one tensor behind, and a gradient only the gradients', () => {
    const { mean, logVar } = posterior();
    expectNewTensors(1, () => klPerDimension({ mean, logVar }));
    expectNewTensors(2, () =>
      tf.grads((m: tf.Tensor, l: tf.Tensor) => tf.sum(klPerDimension({ mean: m, logVar: l })))([
        mean,
        logVar,
      ]),
    );
    tf.dispose([mean, logVar]);
  });
});
