import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

describe('clipByValue on wasm', () => {
  it('keeps NaN, bounds everything else and leaves what is inside as it is', () => {
    tf.tidy(() => {
      const x = tf.tensor1d([Number.NaN, -Infinity, Infinity, -2, 2, 0.25, -0.5, Number.NaN, 1]);
      const clipped = tf.clipByValue(x, -1, 1.5);
      expect([...clipped.dataSync()]).toEqual([NaN, -1, 1.5, -1, 1.5, 0.25, -0.5, NaN, 1]);
    });
  });

  it('bounds integers, and cuts bounds down to integers', () => {
    tf.tidy(() => {
      const clipped = tf.clipByValue(tf.tensor1d([-9, -1, 0, 2, 9], 'int32'), -1.5, 2.5);
      expect(clipped.dtype).toBe('int32');
      expect([...clipped.dataSync()]).toEqual([-1, -1, 0, 2, 2]);
    });
  });
});
