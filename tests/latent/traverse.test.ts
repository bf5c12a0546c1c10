import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TraverseOptions, traverse } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { numericalGradient } from '../helpers/numericalGradient';

describe('traverse: reference', () => {
  it('is a loop over dimensions, steps and latents', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(1e6),
        (dimensions, steps, seed) => {
          tf.tidy(() => {
            const latent = tf.randomNormal([5], 0, 1, 'float32', seed + 1);
            const start = latent.dataSync();
            const points = traverse(latent, { dimensions, steps, range: [-2, 1] });
            expect(points.shape).toEqual([dimensions.length, steps, 5]);
            const expected = dimensions.flatMap((dimension) =>
              Array.from({ length: steps }, (_, s) => {
                const value = steps === 1 ? -0.5 : -2 + (3 * s) / (steps - 1);
                return Array.from(start, (kept, d) => (d === dimension ? value : kept));
              }).flat(),
            );
            expectClose(points, expected, { rtol: 1e-6 });
          });
        },
      ),
      { seed: 1, numRuns: 30 },
    );
  });
});

describe('traverse: gradient', () => {
  it('agrees with central differences', () => {
    tf.tidy(() => {
      const latent = tf.tensor2d([
        [1, -1, 0.5],
        [0, 2, 1],
      ]);
      const weights = tf.randomNormal([2, 3, 7, 3], 0, 1, 'float32', 1);
      const loss = (x: tf.Tensor) => tf.sum(tf.mul(weights, tf.square(traverse(x))));
      expectClose(tf.grad(loss)(latent), numericalGradient(loss, latent), {
        rtol: 1e-2,
        atol: 1e-2,
      });
    });
  });
});

describe('traverse: laws', () => {
  it('does with a batch what it does with each of its vectors', () => {
    tf.tidy(() => {
      const batch = tf.randomNormal([2, 3, 4], 0, 1, 'float32', 3);
      const all = traverse(batch);
      expect(all.shape).toEqual([2, 3, 4, 7, 4]);
      const one = traverse(tf.reshape(tf.slice(batch, [1, 2, 0], [1, 1, 4]), [4]));
      expect(tf.slice(all, [1, 2, 0, 0, 0], [1, 1, 4, 7, 4]).dataSync()).toEqual(one.dataSync());
    });
  });
});

describe('traverse: extremes', () => {
  it('moves values that are not finite out of the way', () => {
    tf.tidy(() => {
      const points = traverse(tf.tensor1d([Number.NaN, 1]), { dimensions: [0], steps: 3 });
      expect([...points.dataSync()]).toEqual([-3, 1, 0, 1, 3, 1]);
    });
  });
});

describe('traverse: errors', () => {
  it('refuses dimensions that do not exist, and options that are none', () => {
    tf.tidy(() => {
      const wrong = (options: unknown) => () => traverse(tf.zeros([3]), options as TraverseOptions);
      expect(() => traverse(tf.scalar(0))).toThrow(
        new TypeError(
          'traverse: latent must have a latent axis; got a scalar. Pass a vector, or a batch of them with the latent axis last.',
        ),
      );
      expect(wrong({ dimensions: [0, 3] })).toThrow(
        new RangeError(
          'traverse: dimensions must be integers from 0 to 2, those of the latent axis; got 3. Number the dimensions from 0 on.',
        ),
      );
      expect(wrong({ dimensions: 2 })).toThrow(
        new TypeError(
          'traverse: dimensions must be integers from 0 to 2, those of the latent axis; got 2. Number the dimensions from 0 on.',
        ),
      );
      expect(wrong({ steps: 0 })).toThrow(
        new RangeError(
          'traverse: steps must be an integer from 1 on; got 0. It counts the points along each dimension.',
        ),
      );
      expect(wrong({ range: [3, -3] })).toThrow(
        new RangeError(
          'traverse: range must be finite and ascending; got [3, -3]. Give its first and its last value, such as [-2, 2].',
        ),
      );
    });
  });
});

describe('traverse: memory', () => {
  it('leaves one tensor behind, and a gradient only the gradient', () => {
    const latent = tf.ones([3]);
    expectNewTensors(1, () => traverse(latent));
    expectNewTensors(1, () => tf.grad((x: tf.Tensor) => tf.sum(traverse(x)))(latent));
    latent.dispose();
  });
});
