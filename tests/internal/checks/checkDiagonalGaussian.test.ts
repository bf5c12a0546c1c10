import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { checkDiagonalGaussian } from '../../../src/internal/checks/checkDiagonalGaussian';

describe('checkDiagonalGaussian', () => {
  it('passes two float32 tensors of one shape under the names mean and logVar', () => {
    tf.tidy(() => {
      const x = tf.zeros([2, 3]);
      expect(() => checkDiagonalGaussian('f', 'q', { mean: x, logVar: x })).not.toThrow();
    });
  });

  it('says how to get a log-variance from what was passed in its place', () => {
    tf.tidy(() => {
      const x = tf.zeros([2]);
      const cases: [unknown, string, string][] = [
        [
          { mean: x, sigma: x },
          'an object with keys mean, sigma',
          'Pass logVar = 2 * log(standard deviation).',
        ],
        [
          { mean: x, variance: x },
          'an object with keys mean, variance',
          'Pass logVar = log(variance).',
        ],
        [
          { loc: x, logVar: x },
          'an object with keys loc, logVar',
          'Pass both parameters under these names.',
        ],
        [{}, 'an empty object', 'Pass both parameters under these names.'],
        [x, 'a float32 tensor [2]', 'Pass the parameters as { mean, logVar }.'],
        [null, 'null', 'Pass the parameters as { mean, logVar }.'],
      ];
      for (const [value, got, fix] of cases) {
        expect(() => checkDiagonalGaussian('f', 'q', value)).toThrow(
          new TypeError(`f: q must be a record { mean, logVar }; got ${got}. ${fix}`),
        );
      }
    });
  });

  it('checks each parameter under its full name', () => {
    tf.tidy(() => {
      const x = tf.zeros([2]);
      expect(() => checkDiagonalGaussian('f', 'q', { mean: x, logVar: [0, 0] })).toThrow(
        'f: q.logVar must be a tensor; got an array of length 2.',
      );
      expect(() => checkDiagonalGaussian('f', 'q', { mean: x, logVar: tf.zeros([3]) })).toThrow(
        new TypeError(
          'f: q.mean and q.logVar must have the same shape; got q.mean [2], q.logVar [3]. A variance shared by several values has to be broadcast with tf.broadcastTo.',
        ),
      );
    });
  });
});
