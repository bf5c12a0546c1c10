import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InterpolateOptions, interpolate } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { itMatchesFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';

describe('interpolate: reference', () => {
  itMatchesFixture(
    'interpolate',
    ({ from, to }, options) => interpolate(from as tf.Tensor, to as tf.Tensor, options),
    // The gradient through a small angle is a difference of large terms.
    { rtol: 2e-4, atol: 2e-5 },
  );
});

describe('interpolate: gradient', () => {
  it('agrees with central differences on both paths', () => {
    tf.tidy(() => {
      const to = tf.tensor1d([0.3, -1, 2]);
      const from = tf.tensor1d([1, 0.5, -0.2]);
      const weights = tf.randomNormal([5, 3], 0, 1, 'float32', 1);
      for (const path of ['linear', 'spherical'] as const) {
        const loss = (x: tf.Tensor) =>
          tf.sum(tf.mul(weights, interpolate(x, to, { steps: 5, path })));
        expectClose(tf.grad(loss)(from), numericalGradient(loss, from), {
          rtol: 1e-2,
          atol: 1e-3,
        });
      }
    });
  });
});

const paths = fc.constantFrom('linear' as const, 'spherical' as const);

describe('interpolate: laws', () => {
  it('meets both ends exactly', () => {
    fc.assert(
      fc.property(paths, fc.nat(1e6), fc.integer({ min: 2, max: 6 }), (path, seed, steps) => {
        tf.tidy(() => {
          const from = tf.randomNormal([2, 3], 0, 1, 'float32', seed + 1);
          const to = tf.randomNormal([2, 3], 0, 1, 'float32', seed + 2);
          const points = interpolate(from, to, { path, steps });
          expect(points.shape).toEqual([steps, 2, 3]);
          expectClose(tf.slice(points, 0, 1), from, { rtol: 1e-6 });
          expectClose(tf.slice(points, steps - 1, 1), to, { rtol: 1e-6 });
        });
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('is the same path backwards with its ends exchanged', () => {
    fc.assert(
      fc.property(paths, fc.nat(1e6), (path, seed) => {
        tf.tidy(() => {
          const from = tf.randomNormal([4], 0, 1, 'float32', seed + 1);
          const to = tf.randomNormal([4], 0, 1, 'float32', seed + 2);
          expectClose(
            interpolate(to, from, { path }),
            tf.reverse(interpolate(from, to, { path }), 0),
            { rtol: 1e-4, atol: 1e-5 },
          );
        });
      }),
      { seed: 2, numRuns: 30 },
    );
  });

  it('keeps the length of vectors on the spherical path, in equal angles', () => {
    tf.tidy(() => {
      const unit = (seed: number): tf.Tensor => {
        const x = tf.randomNormal([10, 6], 0, 1, 'float32', seed);
        return tf.mul(5, tf.div(x, tf.norm(x, 'euclidean', -1, true)));
      };
      const points = interpolate(unit(1), unit(2), { path: 'spherical', steps: 6 });
      expectClose(tf.norm(points, 'euclidean', -1), Array<number>(60).fill(5), { rtol: 1e-5 });
      const gaps = tf.norm(tf.sub(tf.slice(points, 1, 5), tf.slice(points, 0, 5)), 'euclidean', -1);
      const first = tf.slice(gaps, [0, 0], [1, 10]);
      expectClose(gaps, tf.broadcastTo(first, [5, 10]), { rtol: 1e-4 });
    });
  });
});

describe('interpolate: extremes', () => {
  it('takes the straight line where no arc is determined, with a finite gradient', () => {
    tf.tidy(() => {
      const from = tf.tensor2d([
        [1, 2],
        [1, 2],
        [1, 2],
        [0, 0],
      ]);
      const to = tf.tensor2d([
        [2, 4],
        [-1, -2],
        [0, 0],
        [0, 0],
      ]);
      const options = { steps: 4, path: 'spherical' } as const;
      expectClose(interpolate(from, to, options), interpolate(from, to, { steps: 4 }), {
        rtol: 1e-6,
      });
      const gradient = tf.grad((x: tf.Tensor) => tf.sum(interpolate(x, to, options)))(from);
      expectClose(gradient, Array<number>(8).fill(2), { rtol: 1e-6 });
    });
  });

  it('keeps the digits of a small angle', () => {
    tf.tidy(() => {
      const [from, to] = [tf.tensor1d([1, 0]), tf.tensor1d([Math.cos(1e-3), Math.sin(1e-3)])];
      const points = interpolate(from, to, { steps: 5, path: 'spherical' });
      const angles = [0, 0.25e-3, 0.5e-3, 0.75e-3, 1e-3];
      expectClose(
        points,
        angles.flatMap((a) => [Math.cos(a), Math.sin(a)]),
        { rtol: 1e-6 },
      );
    });
  });
});

describe('interpolate: errors', () => {
  it('refuses ends that do not pair up, and options that it does not have', () => {
    tf.tidy(() => {
      const zeros = tf.zeros([2, 3]);
      const wrong = (options: unknown) => () =>
        interpolate(zeros, zeros, options as InterpolateOptions);
      expect(() => interpolate(zeros, tf.zeros([3]))).toThrow(
        new TypeError(
          'interpolate: from and to must have the same shape; got from [2, 3], to [3]. Each path leads from one latent vector to one other.',
        ),
      );
      expect(() => interpolate(tf.scalar(1), tf.scalar(2))).toThrow(
        new TypeError(
          'interpolate: from must have a latent axis; got a scalar. Pass vectors, or a batch of them with the latent axis last.',
        ),
      );
      expect(wrong({ steps: 1 })).toThrow(
        new RangeError(
          'interpolate: steps must be an integer from 2 on; got 1. It counts the points of a path, both ends included.',
        ),
      );
      expect(wrong({ path: 'slerp' })).toThrow(
        new TypeError(
          "interpolate: path must be one of 'linear', 'spherical'; got 'slerp'. Use 'spherical' for latents of a Gaussian prior in many dimensions.",
        ),
      );
    });
  });
});

describe('interpolate: memory', () => {
  it('leaves one tensor behind, and a gradient only the gradients', () => {
    const [from, to] = [tf.ones([3]), tf.tensor1d([1, 0, -1])];
    for (const path of ['linear', 'spherical'] as const) {
      expectNewTensors(1, () => interpolate(from, to, { path }));
      expectNewTensors(2, () =>
        tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.sum(interpolate(a, b, { path })))([from, to]),
      );
    }
    tf.dispose([from, to]);
  });
});
