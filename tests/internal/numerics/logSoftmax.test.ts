import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { logSoftmax } from '../../../src/internal/numerics/logSoftmax';
import { expectClose } from '../../helpers/expectClose';
import { expectNewTensors } from '../../helpers/expectNewTensors';

/** In float64, without the 1 in the sum. */
function reference(row: readonly number[]): number[] {
  const largest = row.indexOf(Math.max(...row));
  const shifted = row.map((logit) => logit - (row[largest] as number));
  const others = shifted.reduce((sum, x, k) => sum + (k === largest ? 0 : Math.exp(x)), 0);
  return shifted.map((x) => x - Math.log1p(others));
}

describe('logSoftmax', () => {
  it('keeps the relative accuracy of the log-probability of a nearly certain class', () => {
    tf.tidy(() => {
      const rows = [1, 5, 10, 17, 30, 60, 80].flatMap((logit) => [
        [logit, 0, 0],
        [0, logit, 0.5],
        [-logit, -2 * logit, 0],
      ]);
      expectClose(logSoftmax(tf.tensor2d(rows)), rows.flatMap(reference), { rtol: 1e-5, atol: 0 });
    });
  });

  it('counts all but one of the classes that share the largest logit among the others', () => {
    tf.tidy(() => {
      const rows = [
        [0, 0, 0],
        [7, 7, 1],
        [-1e4, -1e4, -1e4],
        [3, 3, 3],
      ];
      expectClose(logSoftmax(tf.tensor2d(rows)), rows.flatMap(reference));
    });
  });

  it('stays finite and exact where all other probabilities underflow', () => {
    tf.tidy(() => {
      const values = logSoftmax(tf.tensor2d([[1e4, -1e4, 0]])).dataSync();
      expect(Array.from(values)).toEqual([0, -20000, -10000]);
    });
  });

  it('works over the last axis of any rank', () => {
    tf.tidy(() => {
      const logits = tf.randomUniform([2, 3, 4, 5], -4, 4, 'float32', 1);
      expect(logSoftmax(logits).shape).toEqual([2, 3, 4, 5]);
      expectClose(logSoftmax(logits), tf.logSoftmax(logits), { rtol: 1e-5, atol: 1e-6 });
      expectClose(logSoftmax(tf.tensor1d([0, 0])), [-Math.LN2, -Math.LN2]);
    });
  });

  it('leaves one tensor behind', () => {
    const logits = tf.zeros([2, 3]);
    expectNewTensors(1, () => logSoftmax(logits));
    logits.dispose();
  });
});
