import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiagonalGaussian, gaussianNll } from '../../src';
import type { LikelihoodOptions } from '../../src/internal/targetRepeats';
import { expectClose } from '../helpers/expectClose';
import { itMatchesFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';
import { describeReductionLaws } from '../laws/reductionLaws';
import { describeTargetRepeatsLaws } from '../laws/targetRepeatsLaws';

describe('gaussianNll: reference', () => {
  itMatchesFixture('gaussianNll', ({ target, mean, logVar }, options) =>
    gaussianNll(
      target as tf.Tensor,
      { mean: mean as tf.Tensor, logVar: logVar as tf.Tensor },
      options as LikelihoodOptions,
    ),
  );
});

describe('gaussianNll: gradient', () => {
  it('agrees with central differences to all three arguments', () => {
    tf.tidy(() => {
      const target = tf.tensor2d([[0, 1, -2, 0.5]]);
      const mean = tf.tensor2d([[0.5, -1, -1, 0.4]]);
      const logVar = tf.tensor2d([[-1, 0, 1, 0.3]]);
      const sum = { reduction: 'sum' } as const;
      const tolerance = { rtol: 1e-2, atol: 1e-3 };
      const losses: [tf.Tensor, (x: tf.Tensor) => tf.Tensor][] = [
        [target, (x) => gaussianNll(x, { mean, logVar }, sum)],
        [mean, (x) => gaussianNll(target, { mean: x, logVar }, sum)],
        [logVar, (x) => gaussianNll(target, { mean, logVar: x }, sum)],
      ];
      for (const [at, loss] of losses) {
        expectClose(tf.grad(loss)(at), numericalGradient(loss, at), tolerance);
      }
    });
  });
});

const value = fc.float({ min: -10, max: 10, noNaN: true });
const logVariance = fc.float({ min: -5, max: 5, noNaN: true });
const nllAt = (x: number, mean: number, logVar: number): number =>
  gaussianNll(tf.tensor2d([[x]]), {
    mean: tf.tensor2d([[mean]]),
    logVar: tf.tensor2d([[logVar]]),
  }).dataSync()[0] as number;

describe('gaussianNll: laws', () => {
  it('is unchanged when target and mean are swapped', () => {
    fc.assert(
      fc.property(value, value, logVariance, (x, mean, logVar) => {
        tf.tidy(() => {
          expect(nllAt(x, mean, logVar)).toBe(nllAt(mean, x, logVar));
        });
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('is smallest at the mean, where it is the half logarithm of 2 pi times the variance', () => {
    fc.assert(
      fc.property(value, value, logVariance, (x, mean, logVar) => {
        tf.tidy(() => {
          const least = nllAt(mean, mean, logVar);
          expect(least).toBeCloseTo((Math.log(2 * Math.PI) + logVar) / 2, 5);
          expect(nllAt(x, mean, logVar)).toBeGreaterThanOrEqual(least);
        });
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it('is the half squared distance and a constant at variance 1', () => {
    tf.tidy(() => {
      const target = tf.tensor2d([
        [1, 2],
        [3, -4],
      ]);
      const unit = { mean: tf.zeros([2, 2]), logVar: tf.zeros([2, 2]) };
      const constant = Math.log(2 * Math.PI);
      expectClose(gaussianNll(target, unit), [2.5 + constant, 12.5 + constant]);
    });
  });
});

describeReductionLaws({
  fn: 'gaussianNll',
  call: ([target, mean, logVar], options) =>
    gaussianNll(
      target as tf.Tensor,
      { mean: mean as tf.Tensor, logVar: logVar as tf.Tensor },
      options,
    ),
  inputs: (shape, seed) => [
    tf.randomUniform(shape, -2, 2, 'float32', seed + 1),
    tf.randomUniform(shape, -2, 2, 'float32', seed + 2),
    tf.randomUniform(shape, -2, 2, 'float32', seed + 3),
  ],
  furtherOptions: ['targetRepeats'],
});

describeTargetRepeatsLaws({
  fn: 'gaussianNll',
  parameter: 'likelihood.mean',
  call: (target, [mean, logVar], options) =>
    gaussianNll(target, { mean: mean as tf.Tensor, logVar: logVar as tf.Tensor }, options),
  target: (shape, seed) => tf.randomUniform(shape, -2, 2, 'float32', seed),
  parameters: (shape, seed) => [
    tf.randomUniform(shape, -2, 2, 'float32', seed + 1),
    tf.randomUniform(shape, -2, 2, 'float32', seed + 2),
  ],
});

describe('gaussianNll: extremes', () => {
  it('stays finite where the squared distance alone, or the precision alone, would not', () => {
    tf.tidy(() => {
      const target = tf.tensor2d([[1e25, 0]]);
      const likelihood = { mean: tf.zeros([1, 2]), logVar: tf.tensor2d([[60, -100]]) };
      const nll = gaussianNll(target, likelihood, { reduction: 'none' });
      const half = Math.log(2 * Math.PI) / 2;
      expectClose(nll, [half + 30 + 0.5 * 1e25 ** 2 * Math.exp(-60), half - 50]);
    });
  });

  it('takes targets of dtype int32 and bool', () => {
    tf.tidy(() => {
      const likelihood = { mean: tf.tensor2d([[1, -1]]), logVar: tf.tensor2d([[0, 1]]) };
      const expected = gaussianNll(tf.tensor2d([[1, 0]]), likelihood);
      expectClose(gaussianNll(tf.tensor2d([[1, 0]], [1, 2], 'int32'), likelihood), expected);
      expectClose(gaussianNll(tf.tensor2d([[1, 0]], [1, 2], 'bool'), likelihood), expected);
    });
  });
});

describe('gaussianNll: errors', () => {
  it('names the shapes of target and mean, and of mean and logVar', () => {
    tf.tidy(() => {
      const likelihood = { mean: tf.zeros([32, 784]), logVar: tf.zeros([32, 784]) };
      expect(() => gaussianNll(tf.zeros([32, 28, 28]), likelihood)).toThrow(
        'gaussianNll: target and likelihood.mean must have the same shape; got target [32, 28, 28], likelihood.mean [32, 784]. Flatten the image axes of one of them.',
      );
      expect(() =>
        gaussianNll(tf.zeros([32, 784]), { mean: likelihood.mean, logVar: tf.zeros([784]) }),
      ).toThrow(
        'gaussianNll: likelihood.mean and likelihood.logVar must have the same shape; got likelihood.mean [32, 784], likelihood.logVar [784]. A variance shared by several values has to be broadcast with tf.broadcastTo.',
      );
    });
  });

  it('refuses a mean without its log-variance, and a standard deviation', () => {
    tf.tidy(() => {
      const mean = tf.zeros([2, 2]);
      expect(() => gaussianNll(mean, mean as unknown as DiagonalGaussian)).toThrow(
        'gaussianNll: likelihood must be a record { mean, logVar }; got a float32 tensor [2, 2]. Pass the parameters as { mean, logVar }.',
      );
      expect(() =>
        gaussianNll(mean, { mean, std: tf.ones([2, 2]) } as unknown as DiagonalGaussian),
      ).toThrow(
        'gaussianNll: likelihood must be a record { mean, logVar }; got an object with keys mean, std. Pass logVar = 2 * log(standard deviation).',
      );
    });
  });
});
