import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoricalNll } from '../../src';
import type { LossOptions } from '../../src/internal/reduction';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { itMatchesFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';
import { describeReductionLaws } from '../laws/reductionLaws';

const ids = (values: number[], shape: number[] = [values.length]): tf.Tensor =>
  tf.tensor(values, shape, 'int32');

describe('categoricalNll: reference', () => {
  // The absolute tolerance is the error of the float64 reference: confident answers are held to their
  // relative accuracy.
  itMatchesFixture(
    'categoricalNll',
    ({ target, logits }, options) =>
      categoricalNll(target as tf.Tensor, logits as tf.Tensor, options as LossOptions),
    { rtol: 1e-5, atol: 1e-15 },
  );
});

describe('categoricalNll: gradient', () => {
  it('agrees with central differences to logits and to a soft target', () => {
    tf.tidy(() => {
      const target = tf.tensor2d([
        [0.2, 0.5, 0.3],
        [0, 1, 0],
      ]);
      const logits = tf.tensor2d([
        [-1, 0.5, 1],
        [2, 0, -0.5],
      ]);
      const tolerance = { rtol: 1e-2, atol: 1e-3 };
      const ofLogits = (x: tf.Tensor) => categoricalNll(target, x, { reduction: 'sum' });
      const ofTarget = (x: tf.Tensor) => categoricalNll(x, logits, { reduction: 'sum' });
      expectClose(tf.grad(ofLogits)(logits), numericalGradient(ofLogits, logits), tolerance);
      expectClose(tf.grad(ofTarget)(target), numericalGradient(ofTarget, target), tolerance);
    });
  });
});

const rows = fc.array(fc.float({ min: -20, max: 20, noNaN: true }), { minLength: 2, maxLength: 6 });

describe('categoricalNll: laws', () => {
  it('is the same for class ids and for their one-hot rows, in value and gradient', () => {
    fc.assert(
      fc.property(rows, fc.nat(5), (row, pick) => {
        tf.tidy(() => {
          const logits = tf.tensor2d([row]);
          const id = pick % row.length;
          const oneHot = tf.tensor2d([row.map((_, k) => (k === id ? 1 : 0))]);
          const byId = (x: tf.Tensor) => tf.sum(categoricalNll(ids([id]), x));
          const byRow = (x: tf.Tensor) => tf.sum(categoricalNll(oneHot, x));
          expect(byId(logits).dataSync()).toEqual(byRow(logits).dataSync());
          expect(tf.grad(byId)(logits).dataSync()).toEqual(tf.grad(byRow)(logits).dataSync());
        });
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('is unchanged when a constant is added to all logits', () => {
    fc.assert(
      fc.property(rows, fc.float({ min: -100, max: 100, noNaN: true }), (row, shift) => {
        tf.tidy(() => {
          const logits = tf.tensor2d([row]);
          const shifted = categoricalNll(ids([0]), tf.add(logits, shift));
          expectClose(shifted, categoricalNll(ids([0]), logits), { rtol: 1e-5, atol: 1e-4 });
        });
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it('gives the classes probabilities that sum to one', () => {
    fc.assert(
      fc.property(rows, (row) => {
        tf.tidy(() => {
          const repeated = tf.tensor2d(row.map(() => row));
          const nll = categoricalNll(ids(row.map((_, k) => k)), repeated);
          expectClose(tf.sum(tf.exp(tf.neg(nll))), [1]);
        });
      }),
      { seed: 3, numRuns: 50 },
    );
  });

  it('is never below the entropy of the target, which it reaches at its log-probabilities', () => {
    tf.tidy(() => {
      const probs = [0.1, 0.2, 0.7];
      const entropy = -probs.reduce((sum, p) => sum + p * Math.log(p), 0);
      const at = (logits: number[]): number =>
        categoricalNll(tf.tensor2d([probs]), tf.tensor2d([logits])).dataSync()[0] as number;
      expect(at(probs.map((p) => Math.log(p) + 3))).toBeCloseTo(entropy, 5);
      fc.assert(
        fc.property(
          fc.tuple(...Array(3).fill(fc.float({ min: -9, max: 9, noNaN: true }))),
          (row) => {
            tf.tidy(() => {
              expect(at(row as number[])).toBeGreaterThan(entropy - 1e-5);
            });
          },
        ),
        { seed: 4, numRuns: 50 },
      );
    });
  });
});

describeReductionLaws({
  fn: 'categoricalNll',
  call: ([target, logits], options) =>
    categoricalNll(target as tf.Tensor, logits as tf.Tensor, options),
  inputs: (shape, seed) => [
    tf.softmax(tf.randomUniform([...shape, 3], -2, 2, 'float32', seed + 1)),
    tf.randomUniform([...shape, 3], -5, 5, 'float32', seed + 2),
  ],
});

describe('categoricalNll: extremes', () => {
  it('keeps value and gradient finite for any logits of a float32 difference', () => {
    tf.tidy(() => {
      const logits = tf.tensor2d([
        [1e30, -1e30],
        [1e30, -1e30],
      ]);
      const loss = (x: tf.Tensor) => categoricalNll(ids([0, 1]), x, { reduction: 'none' });
      expectClose(loss(logits), [0, 2e30]);
      expectClose(tf.grad(loss)(logits), [0, 0, 1, -1]);
    });
  });

  it('costs exactly 0, not -0, where a prediction is certain and right', () => {
    tf.tidy(() => {
      const nll = categoricalNll(ids([0]), tf.tensor2d([[1e4, -1e4]]));
      expect(nll.dataSync()[0]).toBe(0);
    });
  });

  it('is NaN for an id that is no class, and drops it under a mask', () => {
    tf.tidy(() => {
      const logits = tf.tensor2d([
        [0, 0],
        [0, 0],
        [0, 0],
      ]);
      const target = ids([-1, 1, 2]);
      expectClose(categoricalNll(target, logits), [Number.NaN, Math.LN2, Number.NaN]);
      const mask = tf.tensor1d([0, 1, 0]);
      const kept = (x: tf.Tensor) => categoricalNll(target, x, { mask });
      expectClose(kept(logits), [0, Math.LN2, 0]);
      expectClose(tf.grad(kept)(logits), [0, 0, 0.5, -0.5, 0, 0]);
    });
  });

  it('takes one class, and a single row without batch axis', () => {
    tf.tidy(() => {
      expectClose(categoricalNll(ids([0, 0]), tf.tensor2d([[3], [-7]])), [0, 0]);
      const scalar = categoricalNll(ids([1], []), tf.tensor1d([0, 0, 0]), { batchDims: 0 });
      expect(scalar.shape).toEqual([]);
      expectClose(scalar, [Math.log(3)]);
    });
  });
});

describe('categoricalNll: errors', () => {
  const requirement =
    'categoricalNll: target must hold int32 class ids in the shape of logits without its last axis, or float32 probabilities in the shape of logits; got';

  it('tells class ids from probabilities by dtype, and says how to convert', () => {
    tf.tidy(() => {
      const logits = tf.zeros([32, 10]);
      expect(() => categoricalNll(tf.zeros([32]), logits)).toThrow(
        `${requirement} target [32] of dtype float32, logits [32, 10]. Convert class ids with tf.cast(target, 'int32').`,
      );
      expect(() => categoricalNll(tf.zeros([32, 10], 'int32'), logits)).toThrow(
        `${requirement} target [32, 10] of dtype int32, logits [32, 10]. Convert one-hot rows with tf.cast(target, 'float32').`,
      );
      expect(() => categoricalNll(tf.zeros([16], 'int32'), logits)).toThrow(
        `${requirement} target [16] of dtype int32, logits [32, 10]. Check that both come from the same batch and the same classes.`,
      );
    });
  });

  it('refuses logits without classes, and what is not a tensor', () => {
    tf.tidy(() => {
      expect(() => categoricalNll(ids([0, 0, 0]), tf.zeros([3, 0]))).toThrow(
        'categoricalNll: logits must have a last axis of at least one class; got logits [3, 0]. Lay it out as [batch, classes].',
      );
      expect(() => categoricalNll([0, 1] as unknown as tf.Tensor, tf.zeros([2, 3]))).toThrow(
        'categoricalNll: target must be a tensor; got an array of length 2. Build one with tf.tensor(values, shape).',
      );
      expect(() => categoricalNll(ids([0]), tf.zeros([1, 3], 'int32'))).toThrow(
        "categoricalNll: logits must have dtype float32; got logits [1, 3] of dtype int32. Convert it with tf.cast(logits, 'float32').",
      );
    });
  });
});

describe('categoricalNll: memory', () => {
  it('leaves one tensor behind for class ids, and a gradient only the gradient', () => {
    const target = ids([0, 2]);
    const logits = tf.zeros([2, 3]);
    expectNewTensors(1, () => categoricalNll(target, logits));
    expectNewTensors(1, () => tf.grad((x: tf.Tensor) => tf.sum(categoricalNll(target, x)))(logits));
    tf.dispose([target, logits]);
  });
});
