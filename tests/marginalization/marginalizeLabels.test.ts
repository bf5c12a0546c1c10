import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bernoulliNll, enumerateLabels, foldLabels, marginalizeLabels } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { itMatchesFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';

describe('marginalizeLabels: reference', () => {
  itMatchesFixture('marginalizeLabels', ({ labelLogits, lossPerLabel }) =>
    marginalizeLabels(labelLogits as tf.Tensor, lossPerLabel as tf.Tensor),
  );
});

describe('marginalizeLabels: gradient', () => {
  it('agrees with central differences to both arguments', () => {
    tf.tidy(() => {
      const labelLogits = tf.tensor2d([
        [1, 0, -1],
        [0.5, 0.2, 2],
      ]);
      const lossPerLabel = tf.tensor2d([
        [3, 1, 2],
        [0, 4, 1],
      ]);
      const first = (x: tf.Tensor) => tf.sum(marginalizeLabels(x, lossPerLabel));
      const second = (x: tf.Tensor) => tf.sum(marginalizeLabels(labelLogits, x));
      const tolerance = { rtol: 1e-2, atol: 1e-3 };
      expectClose(tf.grad(first)(labelLogits), numericalGradient(first, labelLogits), tolerance);
      expectClose(
        tf.grad(second)(lossPerLabel),
        numericalGradient(second, lossPerLabel),
        tolerance,
      );
    });
  });
});

/** A loss with parameters, of examples `[rows, features]` under one-hot labels `[rows, classes]`. */
const lossOf =
  (weights: tf.Tensor) =>
  (inputs: tf.Tensor, labels: tf.Tensor): tf.Tensor =>
    bernoulliNll(tf.sigmoid(inputs), tf.mul(inputs, tf.matMul(labels, weights)));

describe('marginalizeLabels: laws', () => {
  it('equals a loop over the classes, in value and in every gradient', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(1e6),
        (batch, classes, seed) => {
          tf.tidy(() => {
            const uniform = (shape: number[], i: number): tf.Tensor =>
              tf.randomUniform(shape, -2, 2, 'float32', seed + i);
            const arguments_ = [
              uniform([batch, classes], 1),
              uniform([batch, 4], 2),
              uniform([classes, 4], 3),
            ];

            const enumerated = (...[labelLogits, x, weights]: tf.Tensor[]): tf.Tensor => {
              const { inputs, labels } = enumerateLabels(x as tf.Tensor, classes);
              const perRow = lossOf(weights as tf.Tensor)(inputs, labels);
              return marginalizeLabels(labelLogits as tf.Tensor, foldLabels(perRow, classes));
            };
            const looped = (...[labelLogits, x, weights]: tf.Tensor[]): tf.Tensor => {
              const logProbs = tf.logSoftmax(labelLogits as tf.Tensor);
              let total: tf.Tensor = tf.zeros([batch]);
              for (let label = 0; label < classes; label++) {
                const oneHot = Array.from({ length: classes }, (_, k) => (k === label ? 1 : 0));
                const labels = tf.tensor2d(Array<number[]>(batch).fill(oneHot));
                const loss = lossOf(weights as tf.Tensor)(x as tf.Tensor, labels);
                const logProb = tf.squeeze(tf.slice(logProbs, [0, label], [batch, 1]), [1]);
                total = tf.add(total, tf.mul(tf.exp(logProb), tf.add(loss, logProb)));
              }
              return total;
            };

            const tolerance = { rtol: 1e-4, atol: 1e-5 };
            expectClose(enumerated(...arguments_), looped(...arguments_), tolerance);
            const expected = tf.grads(looped)(arguments_);
            tf.grads(enumerated)(arguments_).forEach((gradient, i) => {
              expectClose(gradient, expected[i] as tf.Tensor, tolerance);
            });
          });
        },
      ),
      { seed: 1, numRuns: 20 },
    );
  });

  it('is least, minus log of the sum of exp(-loss), at logits of minus the loss', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(1e6), (classes, seed) => {
        tf.tidy(() => {
          const loss = tf.randomUniform([1, classes], -5, 5, 'float32', seed + 1);
          const logits = tf.randomUniform([1, classes], -5, 5, 'float32', seed + 2);
          const least = -Math.log(
            Array.from(loss.dataSync()).reduce((sum, value) => sum + Math.exp(-value), 0),
          );
          const best = tf.add(tf.neg(loss), 3);
          const tolerance = { rtol: 1e-5, atol: 1e-5 };
          expectClose(marginalizeLabels(best, loss), [least], tolerance);
          expect(marginalizeLabels(logits, loss).dataSync()[0]).toBeGreaterThan(least - 1e-5);
          const slope = tf.grad((x: tf.Tensor) => marginalizeLabels(x, loss))(best);
          expectClose(slope, new Float32Array(classes), { atol: 1e-5 });
        });
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it('is the loss under the predicted label where the prediction is certain', () => {
    tf.tidy(() => {
      const certain = tf.tensor2d([
        [1e4, -1e4],
        [-1e4, 1e4],
      ]);
      const loss = tf.tensor2d([
        [3, 1e4],
        [3, 1e4],
      ]);
      expectClose(marginalizeLabels(certain, loss), [3, 1e4]);
    });
  });

  it('adds a constant that is added to every loss of an example', () => {
    tf.tidy(() => {
      const logits = tf.tensor2d([
        [1, 0, -1],
        [0, 2, 1],
      ]);
      const loss = tf.tensor2d([
        [3, 1, 2],
        [0, 4, 1],
      ]);
      const shifted = marginalizeLabels(logits, tf.add(loss, tf.tensor2d([[7], [-5]])));
      expectClose(tf.sub(shifted, marginalizeLabels(logits, loss)), [7, -5], { rtol: 1e-6 });
    });
  });
});

describe('marginalizeLabels: extremes', () => {
  it('accepts an empty batch', () => {
    tf.tidy(() => {
      expect(marginalizeLabels(tf.zeros([0, 3]), tf.zeros([0, 3])).shape).toEqual([0]);
    });
  });
});

describe('marginalizeLabels: errors', () => {
  it('asks for one loss per example and label', () => {
    tf.tidy(() => {
      expect(() => marginalizeLabels(tf.zeros([2, 10]), tf.zeros([20]))).toThrow(
        'marginalizeLabels: lossPerLabel must have rank 2, [batch, classes]; got lossPerLabel [20]. Bring the loss per row to [batch, classes] with foldLabels.',
      );
      expect(() => marginalizeLabels(tf.zeros([2, 10]), tf.zeros([10, 2]))).toThrow(
        'marginalizeLabels: labelLogits and lossPerLabel must have the same shape; got labelLogits [2, 10], lossPerLabel [10, 2]. Bring the loss per row to [batch, classes] with foldLabels.',
      );
      expect(() => marginalizeLabels(tf.zeros([2, 0]), tf.zeros([2, 0]))).toThrow(
        'marginalizeLabels: labelLogits must have a last axis of at least one class; got labelLogits [2, 0]. Lay it out as [batch, classes].',
      );
      expect(() => marginalizeLabels(tf.zeros([2, 3], 'int32'), tf.zeros([2, 3]))).toThrow(
        "marginalizeLabels: labelLogits must have dtype float32; got labelLogits [2, 3] of dtype int32. Convert it with tf.cast(labelLogits, 'float32').",
      );
    });
  });
});

describe('marginalizeLabels: memory', () => {
  it('leaves one tensor behind, and a gradient only the gradients', () => {
    const logits = tf.zeros([2, 3]);
    const loss = tf.ones([2, 3]);
    expectNewTensors(1, () => marginalizeLabels(logits, loss));
    expectNewTensors(2, () =>
      tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.sum(marginalizeLabels(a, b)))([logits, loss]),
    );
    tf.dispose([logits, loss]);
  });
});
