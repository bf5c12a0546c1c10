import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiagonalGaussian, gaussianKl } from '../../src';
import type { LossOptions } from '../../src/internal/reduction';
import { expectClose } from '../helpers/expectClose';
import { itMatchesFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';
import { describeReductionLaws } from '../laws/reductionLaws';

type Tensors = Readonly<Record<string, tf.Tensor>>;
const posteriorOf = (inputs: Tensors) => ({ mean: inputs['mean'], logVar: inputs['logVar'] });
const priorOf = (inputs: Tensors) =>
  inputs['priorMean'] && { mean: inputs['priorMean'], logVar: inputs['priorLogVar'] };

describe('gaussianKl: reference', () => {
  // No absolute tolerance: the relative accuracy has to be kept down to the smallest divergence.
  itMatchesFixture(
    'gaussianKl',
    (inputs, options) =>
      gaussianKl(
        posteriorOf(inputs) as DiagonalGaussian,
        priorOf(inputs) as DiagonalGaussian | undefined,
        options as LossOptions,
      ),
    { rtol: 1e-5, atol: 0 },
  );
});

describe('gaussianKl: gradient', () => {
  it('agrees with central differences to all four parameters', () => {
    tf.tidy(() => {
      const q = { mean: tf.tensor2d([[0.5, -1, 2]]), logVar: tf.tensor2d([[-1, 0.5, 0.3]]) };
      const p = { mean: tf.tensor2d([[0, 1, 1.5]]), logVar: tf.tensor2d([[0.5, 0.4, -1]]) };
      const sum = { reduction: 'sum' } as const;
      const losses: [tf.Tensor, (x: tf.Tensor) => tf.Tensor][] = [
        [q.mean, (x) => gaussianKl({ ...q, mean: x }, p, sum)],
        [q.logVar, (x) => gaussianKl({ ...q, logVar: x }, p, sum)],
        [p.mean, (x) => gaussianKl(q, { ...p, mean: x }, sum)],
        [p.logVar, (x) => gaussianKl(q, { ...p, logVar: x }, sum)],
        [q.mean, (x) => gaussianKl({ ...q, mean: x }, undefined, sum)],
        [q.logVar, (x) => gaussianKl({ ...q, logVar: x }, undefined, sum)],
      ];
      for (const [at, loss] of losses) {
        const expected = numericalGradient(loss, at);
        expectClose(tf.grad(loss)(at), expected, { rtol: 1e-2, atol: 1e-3 });
      }
    });
  });
});

const parameter = fc.float({ min: -5, max: 5, noNaN: true });
const distribution = fc.record({ mean: parameter, logVar: parameter });
const gaussian = ({ mean, logVar }: { mean: number; logVar: number }): DiagonalGaussian => ({
  mean: tf.tensor2d([[mean]]),
  logVar: tf.tensor2d([[logVar]]),
});
const klAt = (q: DiagonalGaussian, p?: DiagonalGaussian): number =>
  gaussianKl(q, p).dataSync()[0] as number;

describe('gaussianKl: laws', () => {
  it('is never negative, and zero from a distribution to itself', () => {
    fc.assert(
      fc.property(distribution, distribution, (q, p) => {
        tf.tidy(() => {
          expect(klAt(gaussian(q), gaussian(p))).toBeGreaterThanOrEqual(0);
          expect(klAt(gaussian(q), gaussian(q))).toBe(0);
        });
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('is positive wherever the variances differ in float32', () => {
    tf.tidy(() => {
      const logVar = [1e-7, -1e-7, 1e-10, 2e-4, -0.3];
      const q = { mean: tf.zeros([5]), logVar: tf.tensor1d(logVar) };
      const kl = gaussianKl(q).dataSync();
      logVar.forEach((_, i) => {
        expect(kl[i]).toBeGreaterThan(0);
      });
    });
  });

  it('takes N(0, I) for a prior that is not given', () => {
    fc.assert(
      fc.property(distribution, (q) => {
        tf.tidy(() => {
          const standard = gaussian({ mean: 0, logVar: 0 });
          expect(klAt(gaussian(q))).toBe(klAt(gaussian(q), standard));
        });
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it('is unchanged when both are shifted and scaled alike', () => {
    fc.assert(
      fc.property(distribution, distribution, parameter, parameter, (q, p, shift, logScale) => {
        tf.tidy(() => {
          const moved = ({ mean, logVar }: { mean: number; logVar: number }) =>
            gaussian({
              mean: mean * Math.exp(logScale) + shift,
              logVar: logVar + 2 * logScale,
            });
          const expected = klAt(gaussian(q), gaussian(p));
          expectClose([klAt(moved(q), moved(p))], [expected], { rtol: 1e-3, atol: 1e-4 });
        });
      }),
      { seed: 3, numRuns: 50 },
    );
  });
});

const uniform = (shape: number[], seed: number): tf.Tensor =>
  tf.randomUniform(shape, -2, 2, 'float32', seed);

describeReductionLaws({
  fn: 'gaussianKl',
  call: ([mean, logVar], options) =>
    gaussianKl({ mean, logVar } as DiagonalGaussian, undefined, options),
  inputs: (shape, seed) => [uniform(shape, seed + 1), uniform(shape, seed + 2)],
});

describe('gaussianKl with a learned prior', () => {
  describeReductionLaws({
    fn: 'gaussianKl',
    call: ([mean, logVar, priorMean, priorLogVar], options) =>
      gaussianKl(
        { mean, logVar } as DiagonalGaussian,
        { mean: priorMean, logVar: priorLogVar } as DiagonalGaussian,
        options,
      ),
    inputs: (shape, seed) => [1, 2, 3, 4].map((i) => uniform(shape, seed + i)),
  });
});

describe('gaussianKl: extremes', () => {
  it('stays finite where the squared distance alone would not', () => {
    tf.tidy(() => {
      const q = { mean: tf.tensor2d([[1e25]]), logVar: tf.tensor2d([[60]]) };
      const p = { mean: tf.tensor2d([[0]]), logVar: tf.tensor2d([[60]]) };
      expectClose(gaussianKl(q, p), [0.5 * 1e25 ** 2 * Math.exp(-60)]);
    });
  });

  it('grows linearly as the posterior collapses to a point', () => {
    tf.tidy(() => {
      const q = { mean: tf.tensor2d([[0]]), logVar: tf.tensor2d([[-1e4]]) };
      const kl = (logVar: tf.Tensor) => gaussianKl({ mean: q.mean, logVar });
      expectClose(kl(q.logVar), [0.5 * (1e4 - 1)]);
      expectClose(tf.grad(kl)(q.logVar), [-0.5]);
    });
  });
});

describe('gaussianKl: errors', () => {
  it('names the shapes, and how to spread a prior over the batch', () => {
    tf.tidy(() => {
      const q = { mean: tf.zeros([32, 20]), logVar: tf.zeros([32, 20]) };
      const p = { mean: tf.zeros([20]), logVar: tf.zeros([20]) };
      expect(() => gaussianKl(q, p)).toThrow(
        'gaussianKl: posterior.mean and prior.mean must have the same shape; got posterior.mean [32, 20], prior.mean [20]. A prior shared by the batch has to be spread with tf.add(tf.zerosLike(posterior.mean), …).',
      );
      expect(() => gaussianKl({ mean: q.mean, logVar: p.logVar })).toThrow(
        'gaussianKl: posterior.mean and posterior.logVar must have the same shape; got posterior.mean [32, 20], posterior.logVar [20]. A variance shared by several values has to be broadcast with tf.broadcastTo.',
      );
    });
  });

  it('refuses standard deviations, and options in the place of the prior', () => {
    tf.tidy(() => {
      const mean = tf.zeros([2, 2]);
      const logVar = tf.zeros([2, 2]);
      expect(() => gaussianKl({ mean, std: logVar } as unknown as DiagonalGaussian)).toThrow(
        'gaussianKl: posterior must be a record { mean, logVar }; got an object with keys mean, std. Pass logVar = 2 * log(standard deviation).',
      );
      expect(() =>
        gaussianKl({ mean, logVar }, { reduction: 'mean' } as unknown as DiagonalGaussian),
      ).toThrow(
        'gaussianKl: prior must be a record { mean, logVar }; got an object with keys reduction. Pass both parameters under these names.',
      );
    });
  });
});
