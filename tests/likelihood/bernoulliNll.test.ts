import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bernoulliNll } from '../../src';
import type { LikelihoodOptions } from '../../src/internal/targetRepeats';
import { expectClose } from '../helpers/expectClose';
import { itMatchesFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';
import { describeReductionLaws } from '../laws/reductionLaws';
import { describeTargetRepeatsLaws } from '../laws/targetRepeatsLaws';

describe('bernoulliNll: reference', () => {
  itMatchesFixture('bernoulliNll', ({ target, logits }, options) =>
    bernoulliNll(target as tf.Tensor, logits as tf.Tensor, options as LikelihoodOptions),
  );
});

describe('bernoulliNll: gradient', () => {
  it('agrees with central differences', () => {
    tf.tidy(() => {
      const target = tf.tensor2d([[0, 1, 0.3, 0.9]]);
      const logits = tf.tensor2d([[-2, 0.5, 1, 3]]);
      const loss = (x: tf.Tensor) => bernoulliNll(target, x, { reduction: 'sum' });
      expectClose(tf.grad(loss)(logits), numericalGradient(loss, logits), {
        rtol: 1e-2,
        atol: 1e-3,
      });
    });
  });
});

const logit = fc.float({ min: -50, max: 50, noNaN: true });
const probability = fc.float({ min: 0, max: 1, noNaN: true });

describe('bernoulliNll: laws', () => {
  it('is unchanged when target and logits are both mirrored', () => {
    fc.assert(
      fc.property(probability, logit, (x, l) => {
        tf.tidy(() => {
          const nll = bernoulliNll(tf.tensor2d([[x]]), tf.tensor2d([[l]]));
          const mirrored = bernoulliNll(tf.tensor2d([[1 - x]]), tf.tensor2d([[-l]]));
          expectClose(nll, mirrored, { rtol: 1e-4, atol: 1e-5 });
        });
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('is never below the entropy of the target, which it reaches at logits of the target', () => {
    fc.assert(
      fc.property(
        fc.float({ min: Math.fround(0.01), max: Math.fround(0.99), noNaN: true }),
        logit,
        (x, l) => {
          tf.tidy(() => {
            const entropy = -x * Math.log(x) - (1 - x) * Math.log(1 - x);
            const at = (value: number) =>
              bernoulliNll(tf.tensor2d([[x]]), tf.tensor2d([[value]])).dataSync()[0] as number;
            expect(at(l)).toBeGreaterThan(entropy - 1e-5);
            expect(at(Math.log(x / (1 - x)))).toBeCloseTo(entropy, 5);
          });
        },
      ),
      { seed: 2, numRuns: 50 },
    );
  });
});

describeReductionLaws({
  fn: 'bernoulliNll',
  call: ([target, logits], options) =>
    bernoulliNll(target as tf.Tensor, logits as tf.Tensor, options),
  inputs: (shape, seed) => [
    tf.randomUniform(shape, 0, 1, 'float32', seed + 1),
    tf.randomUniform(shape, -5, 5, 'float32', seed + 2),
  ],
  furtherOptions: ['targetRepeats'],
});

describeTargetRepeatsLaws({
  fn: 'bernoulliNll',
  parameter: 'logits',
  call: (target, [logits], options) => bernoulliNll(target, logits as tf.Tensor, options),
  target: (shape, seed) => tf.randomUniform(shape, 0, 1, 'float32', seed),
  parameters: (shape, seed) => [tf.randomUniform(shape, -5, 5, 'float32', seed)],
});

describe('bernoulliNll: extremes', () => {
  it('keeps value and gradient finite for any finite logits', () => {
    tf.tidy(() => {
      const target = tf.tensor2d([[0, 1, 0, 1]]);
      const logits = tf.tensor2d([[1e30, 1e30, -1e30, -1e30]]);
      const loss = (x: tf.Tensor) => bernoulliNll(target, x, { reduction: 'none' });
      expectClose(loss(logits), [1e30, 0, 0, 1e30]);
      expectClose(tf.grad(loss)(logits), [1, 0, 0, -1]);
    });
  });

  it('takes targets of dtype int32 and bool', () => {
    tf.tidy(() => {
      const logits = tf.tensor2d([[1, -1]]);
      const expected = bernoulliNll(tf.tensor2d([[1, 0]]), logits);
      expectClose(bernoulliNll(tf.tensor2d([[1, 0]], [1, 2], 'int32'), logits), expected);
      expectClose(bernoulliNll(tf.tensor2d([[1, 0]], [1, 2], 'bool'), logits), expected);
    });
  });
});

describe('bernoulliNll: errors', () => {
  it('names both shapes and the forgotten flatten', () => {
    tf.tidy(() => {
      expect(() => bernoulliNll(tf.zeros([32, 784]), tf.zeros([32, 28, 28]))).toThrow(
        'bernoulliNll: target and logits must have the same shape; got target [32, 784], logits [32, 28, 28]. Flatten the image axes of one of them.',
      );
      expect(() => bernoulliNll(tf.zeros([32, 784]), tf.zeros([16, 784]))).toThrow(
        'bernoulliNll: target and logits must have the same shape; got target [32, 784], logits [16, 784]. Check that both come from the same batch and the same features.',
      );
    });
  });

  it('refuses what is not a float32 tensor', () => {
    tf.tidy(() => {
      const zeros = tf.zeros([2, 2]);
      expect(() => bernoulliNll(zeros, tf.zeros([2, 2], 'int32'))).toThrow(
        "bernoulliNll: logits must have dtype float32; got logits [2, 2] of dtype int32. Convert it with tf.cast(logits, 'float32').",
      );
      expect(() => bernoulliNll([[0, 1]] as unknown as tf.Tensor, zeros)).toThrow(
        'bernoulliNll: target must be a tensor; got an array of length 1. Build one with tf.tensor(values, shape).',
      );
      const disposed = tf.zeros([2, 2]);
      disposed.dispose();
      expect(() => bernoulliNll(disposed, zeros)).toThrow(
        'bernoulliNll: target must be a live tensor; got a disposed tensor [2, 2]. Move its disposal, or the end of its tf.tidy, after this call.',
      );
    });
  });
});
