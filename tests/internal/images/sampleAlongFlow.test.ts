import type { Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { randomKey, randomUniform, splitKey } from '../../../src';
import { sampleAlongFlow } from '../../../src/internal/images/sampleAlongFlow';
import { sampleBilinear } from '../../../src/internal/images/sampleBilinear';
import { expectClose } from '../../helpers/expectClose';

describe('sampleAlongFlow', () => {
  it('reads what sampleBilinear reads at the same positions, also outside and on the border', () => {
    tf.tidy(() => {
      const [mapsKey, flowKey] = splitKey(randomKey(1));
      const maps = randomUniform(mapsKey, [3, 5, 6, 2]) as Tensor4D;
      const drawn = randomUniform(flowKey, [3, 8, 7, 2], { min: -3, max: 9 });
      // Some of them on pixels.
      const flow = tf.where(tf.greater(drawn, 2), drawn, tf.round(drawn)) as Tensor4D;
      const positions = (index: number): Float32Array =>
        tf.slice(flow, [0, 0, 0, index], [-1, -1, -1, 1]).dataSync<'float32'>();
      const expected = sampleBilinear(maps, {
        height: 8,
        width: 7,
        rows: positions(0),
        columns: positions(1),
      });
      const actual = sampleAlongFlow(maps, flow);
      expect(actual.shape).toEqual([3, 8, 7, 2]);
      expectClose(actual, expected, { rtol: 1e-5, atol: 1e-6 });
      expect(Math.max(...actual.dataSync())).toBeGreaterThan(0.5);
    });
  });
});
