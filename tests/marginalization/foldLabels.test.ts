import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enumerateLabels, foldLabels } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';

describe('foldLabels: reference', () => {
  it('puts the row of example b under label c into row b, column c', () => {
    tf.tidy(() => {
      const folded = foldLabels(tf.tensor1d([0, 1, 2, 10, 11, 12]), 2);
      expect(folded.shape).toEqual([3, 2]);
      expect(Array.from(folded.dataSync())).toEqual([0, 10, 1, 11, 2, 12]);
    });
  });
});

describe('foldLabels: gradient', () => {
  it('lays the gradient out as the rows came', () => {
    tf.tidy(() => {
      const upstream = tf.tensor2d([
        [1, 2],
        [3, 4],
        [5, 6],
      ]);
      const gradient = tf.grad((x: tf.Tensor) => tf.sum(tf.mul(foldLabels(x, 2), upstream)))(
        tf.zeros([6]),
      );
      expect(Array.from(gradient.dataSync())).toEqual([1, 3, 5, 2, 4, 6]);
    });
  });
});

describe('foldLabels: laws', () => {
  it('inverts the layout of enumerateLabels', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        (batch, classes) => {
          tf.tidy(() => {
            const examples = tf.range(0, batch);
            const { inputs, labels } = enumerateLabels(examples, classes);
            const ids = tf.sum(tf.mul(labels, tf.range(0, classes)), 1);
            const row = Array.from({ length: classes }, (_, c) => c);
            const column = Array.from({ length: batch }, (_, b) => b);
            expectClose(
              foldLabels(ids, classes),
              column.flatMap(() => row),
            );
            expectClose(
              foldLabels(inputs, classes),
              column.flatMap((b) => row.map(() => b)),
            );
          });
        },
      ),
      { seed: 1, numRuns: 30 },
    );
  });
});

describe('foldLabels: extremes', () => {
  it('accepts an empty batch', () => {
    tf.tidy(() => {
      expect(foldLabels(tf.zeros([0]), 3).shape).toEqual([0, 3]);
    });
  });
});

describe('foldLabels: errors', () => {
  it('asks for one value per row of the enumerated batch', () => {
    tf.tidy(() => {
      expect(() => foldLabels(tf.scalar(1), 10)).toThrow(
        "foldLabels: perRow must have rank 1, [classes * batch]; got perRow []. Sum the loss with reduction 'example'.",
      );
      expect(() => foldLabels(tf.zeros([20, 784]), 10)).toThrow(
        "foldLabels: perRow must have rank 1, [classes * batch]; got perRow [20, 784]. Sum the loss with reduction 'example'.",
      );
      expect(() => foldLabels(tf.zeros([25]), 10)).toThrow(
        'foldLabels: perRow must have a length divisible by classes; got perRow [25], classes 10. Pass the number of classes that the batch was enumerated with.',
      );
      expect(() => foldLabels(tf.zeros([20]), 0)).toThrow(
        new RangeError(
          'foldLabels: classes must be an integer from 1 on; got 0. The label takes so many values.',
        ),
      );
    });
  });
});

describe('foldLabels: memory', () => {
  it('leaves one tensor behind, and a gradient only the gradient', () => {
    const perRow = tf.zeros([6]);
    expectNewTensors(1, () => foldLabels(perRow, 2));
    expectNewTensors(1, () =>
      tf.grad((x: tf.Tensor) => tf.sum(tf.square(foldLabels(x, 2))))(perRow),
    );
    tf.dispose(perRow);
  });
});
