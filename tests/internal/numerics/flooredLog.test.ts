import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { flooredLog } from '../../../src/internal/numerics/flooredLog';
import { expectClose } from '../../helpers/expectClose';
import { expectNewTensors } from '../../helpers/expectNewTensors';

describe('flooredLog', () => {
  it('is the logarithm of every normal float32', () => {
    tf.tidy(() => {
      const x = [2 ** -126, 1e-30, 1e-3, 0.5, 1, 3e38];
      expectClose(flooredLog(tf.tensor1d(x)), x.map(Math.log), { rtol: 1e-6, atol: 0 });
    });
  });

  it('is that of the smallest one below it', () => {
    tf.tidy(() => {
      const lowest = -126 * Math.LN2;
      expectClose(flooredLog(tf.tensor1d([0, 2 ** -149, 1e-40])), [lowest, lowest, lowest]);
    });
  });

  it('leaves one tensor behind', () => {
    const x = tf.tensor1d([0, 1]);
    expectNewTensors(1, () => flooredLog(x));
    x.dispose();
  });
});
