import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DiagonalGaussian,
  type ReparameterizeOptions,
  randomKey,
  randomNormal,
  reparameterize,
} from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { itMatchesFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';
import { withKernel } from '../helpers/withKernel';

const key = randomKey(1);

function posteriorOf(shape: number[]): DiagonalGaussian {
  return {
    mean: randomNormal(randomKey(2), shape),
    logVar: randomNormal(randomKey(3), shape),
  };
}

describe('reparameterize: reference', () => {
  itMatchesFixture('reparameterize', ({ mean, logVar, noise }, options) =>
    reparameterize({ mean, logVar } as DiagonalGaussian, {
      noise: noise as Tensor,
      ...(options as ReparameterizeOptions),
    }),
  );
});

describe('reparameterize: gradient', () => {
  it('agrees with central differences, for every input, with and without an axis of samples', () => {
    tf.tidy(() => {
      const { mean, logVar } = posteriorOf([2, 3]);
      for (const samples of [undefined, 4]) {
        const axis = samples === undefined ? {} : { samples };
        const noise = randomNormal(randomKey(4), [...(samples ? [samples] : []), 2, 3]);
        const weights = randomNormal(randomKey(5), noise.shape);
        const weighted = (mean: Tensor, logVar: Tensor, noise: Tensor) =>
          tf.sum(tf.mul(weights, reparameterize({ mean, logVar }, { noise, ...axis })));
        const gradients = tf.grads(weighted)([mean, logVar, noise]);
        const tolerance = { rtol: 1e-2, atol: 2e-3 };
        const expected = [
          numericalGradient((x) => weighted(x, logVar, noise), mean),
          numericalGradient((x) => weighted(mean, x, noise), logVar),
          numericalGradient((x) => weighted(mean, logVar, x), noise),
        ];
        expected.forEach((gradient, i) => {
          expectClose(gradients[i] as Tensor, gradient, tolerance);
        });
      }
    });
  });

  it('is one for each element of the mean, and for each sample of it', () => {
    tf.tidy(() => {
      const { mean, logVar } = posteriorOf([2, 3]);
      const toMean = (options: ReparameterizeOptions) =>
        tf.grad((x: Tensor) => reparameterize({ mean: x, logVar }, options))(mean);
      expectClose(toMean({ key }), tf.ones([2, 3]), { rtol: 0, atol: 0 });
      expectClose(toMean({ key, samples: 5 }), tf.fill([2, 3], 5), { rtol: 0, atol: 0 });
    });
  });

  it('reaches the parameters of a network through mean and logVar', () => {
    tf.tidy(() => {
      const w = tf.variable(tf.tensor2d([[0.5, -1]]));
      const loss = () => {
        const h = tf.mul(w, 2);
        return tf.sum(tf.square(reparameterize({ mean: h, logVar: h }, { key }))) as tf.Scalar;
      };
      const { grads } = tf.variableGrads(loss, [w]);
      const expected = numericalGradient((x) => {
        const h = tf.mul(x, 2);
        return tf.sum(tf.square(reparameterize({ mean: h, logVar: h }, { key })));
      }, w);
      expectClose(grads[w.name] as Tensor, expected, { rtol: 1e-2, atol: 1e-2 });
    });
  });
});

describe('reparameterize: laws', () => {
  it('gives the same bits for the same key, those of the noise that randomNormal draws', () => {
    tf.tidy(() => {
      const posterior = posteriorOf([4, 3]);
      const sample = reparameterize(posterior, { key });
      expect(sample.shape).toEqual([4, 3]);
      expect(reparameterize(posterior, { key }).dataSync()).toEqual(sample.dataSync());
      const noise = randomNormal(key, [4, 3]);
      expect(reparameterize(posterior, { noise }).dataSync()).toEqual(sample.dataSync());
    });
  });

  it('is different for every key, and every call without one', () => {
    tf.tidy(() => {
      const posterior = posteriorOf([4, 3]);
      const first = (options?: ReparameterizeOptions) =>
        reparameterize(posterior, options).dataSync()[0];
      const draws = [first(), first(), first({}), first({ key }), first({ key: randomKey(9) })];
      expect(new Set(draws).size).toBe(draws.length);
    });
  });

  it('returns the mean for zero noise', () => {
    fc.assert(
      fc.property(
        fc.float({ min: -1e6, max: 1e6, noNaN: true }),
        fc.float({ min: -12, max: 60, noNaN: true }),
        (mean, logVar) => {
          tf.tidy(() => {
            const posterior = { mean: tf.scalar(mean), logVar: tf.scalar(logVar) };
            const sample = reparameterize(posterior, { noise: tf.scalar(0) });
            expect(sample.dataSync()[0]).toBe(Math.fround(mean) + 0);
          });
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });

  it('adds an axis of samples, and only on request', () => {
    tf.tidy(() => {
      const posterior = posteriorOf([4, 3]);
      expect(reparameterize(posterior, { key, samples: 1 }).shape).toEqual([1, 4, 3]);
      const several = reparameterize(posterior, { key, samples: 6 });
      expect(several.shape).toEqual([6, 4, 3]);
      expectClose(tf.gather(several, 0), reparameterize(posterior, { key }), { rtol: 0, atol: 0 });
    });
  });

  it('has samples of the mean and the variance of the posterior', () => {
    tf.tidy(() => {
      const samples = 1e5;
      const mean = [0, -3, 10, 1];
      const logVar = [0, -12, 6, 1];
      const posterior = { mean: tf.tensor1d(mean), logVar: tf.tensor1d(logVar) };
      const drawn = reparameterize(posterior, { key, samples });
      mean.forEach((expected, i) => {
        const values = tf.slice(drawn, [0, i], [-1, 1]).dataSync<'float32'>();
        const average = values.reduce((sum, x) => sum + x, 0) / samples;
        const variance = values.reduce((sum, x) => sum + (x - average) ** 2, 0) / samples;
        const expectedVariance = Math.exp(logVar[i] as number);
        // Four standard deviations of each.
        const error = 4 / Math.sqrt(samples);
        expect(Math.abs(average - expected)).toBeLessThan(error * Math.sqrt(expectedVariance));
        expect(Math.abs(variance / expectedVariance - 1)).toBeLessThan(error * Math.SQRT2);
      });
    });
  });

  it('takes a scalar, and an empty batch', () => {
    tf.tidy(() => {
      const scalar = { mean: tf.scalar(1), logVar: tf.scalar(0) };
      expect(reparameterize(scalar, { key }).shape).toEqual([]);
      expect(reparameterize(scalar, { key, samples: 2 }).shape).toEqual([2]);
      expect(reparameterize(posteriorOf([0, 3]), { key }).shape).toEqual([0, 3]);
    });
  });

  it('prefers the kernel of the backend', () => {
    tf.tidy(() => {
      const { mean, logVar } = posteriorOf([2]);
      const noise = tf.zeros([2]);
      const kernel: tf.KernelFunc = ({ inputs }) => {
        expect(inputs).toEqual({ mean, logVar, noise });
        return tf.tensor1d([5, 6]);
      };
      withKernel('Reparameterize', kernel, () => {
        expectClose(reparameterize({ mean, logVar }, { noise }), [5, 6]);
      });
    });
  });
});

describe('reparameterize: extremes', () => {
  it('keeps value and gradients finite for logVar up to 177', () => {
    tf.tidy(() => {
      const mean = tf.zeros([3]);
      const logVar = tf.tensor1d([-1e4, 177, 60]);
      const noise = tf.tensor1d([1, 1, -1]);
      const sample = (x: Tensor) => reparameterize({ mean, logVar: x }, { noise });
      const expected = [0, Math.exp(177 / 2), -Math.exp(30)];
      expectClose(sample(logVar), expected, { rtol: 2e-5 });
      expectClose(
        tf.grad(sample)(logVar),
        expected.map((value) => value / 2),
        { rtol: 2e-5 },
      );
    });
  });
});

describe('reparameterize: errors', () => {
  const wrong = (options: unknown) => () =>
    tf.tidy(() => reparameterize(posteriorOf([4, 3]), options as ReparameterizeOptions));

  it('refuses what is not a posterior', () => {
    tf.tidy(() => {
      const mean = tf.zeros([4, 3]);
      expect(() => reparameterize(mean as unknown as DiagonalGaussian)).toThrow(
        'reparameterize: posterior must be a record { mean, logVar }; got a float32 tensor [4, 3]. Pass the parameters as { mean, logVar }.',
      );
      expect(() => reparameterize({ mean, std: mean } as unknown as DiagonalGaussian)).toThrow(
        'reparameterize: posterior must be a record { mean, logVar }; got an object with keys mean, std. Pass logVar = 2 * log(standard deviation).',
      );
      expect(() => reparameterize({ mean, logVar: tf.zeros([3]) })).toThrow(
        'reparameterize: posterior.mean and posterior.logVar must have the same shape; got posterior.mean [4, 3], posterior.logVar [3].',
      );
    });
  });

  it('refuses a key beside noise', () => {
    tf.tidy(() => {
      expect(wrong({ key, noise: tf.zeros([4, 3]) })).toThrow(
        new TypeError(
          'reparameterize: options must have key or noise, not both; got key, noise. A key draws the noise, and given noise replaces the draw.',
        ),
      );
    });
  });

  it('refuses noise of another shape than the result', () => {
    tf.tidy(() => {
      expect(wrong({ noise: tf.zeros([3]) })).toThrow(
        new TypeError(
          'reparameterize: noise must have the shape of the result, [4, 3]; got noise [3]. Noise of that shape comes from randomNormal(key, shape).',
        ),
      );
      expect(wrong({ noise: tf.zeros([8, 4, 3]) })).toThrow(
        new TypeError(
          'reparameterize: noise must have the shape of the result, [4, 3]; got noise [8, 4, 3]. Pass samples: 8 for a leading axis of samples.',
        ),
      );
      expect(wrong({ noise: tf.zeros([4, 3]), samples: 2 })).toThrow(
        new TypeError(
          'reparameterize: noise must have the shape of the result, [2, 4, 3]; got noise [4, 3]. Noise of that shape comes from randomNormal(key, shape).',
        ),
      );
      expect(wrong({ noise: [0, 0] })).toThrow(
        new TypeError(
          'reparameterize: noise must be a tensor; got an array of length 2. Build one with tf.tensor(values, shape).',
        ),
      );
    });
  });

  it('refuses a malformed key, a wrong number of samples, and options that it does not have', () => {
    expect(wrong({ key: 1 })).toThrow(
      new TypeError(
        'reparameterize: key must be a key, two unsigned 32-bit integers; got 1. Make one with randomKey(seed).',
      ),
    );
    expect(wrong({ samples: 0 })).toThrow(
      new RangeError(
        'reparameterize: samples must be an integer from 1 on; got 0. Leave it out for no axis of samples.',
      ),
    );
    expect(wrong({ seed: 1 })).toThrow(
      new TypeError(
        'reparameterize: options must be among key, noise, samples; got seed. Check the spelling, or remove it.',
      ),
    );
  });
});

describe('reparameterize: memory', () => {
  it('leaves one tensor behind, and a gradient only the gradients', () => {
    const { mean, logVar } = posteriorOf([4, 3]);
    const noise = tf.zeros([4, 3]);
    for (const options of [{}, { key }, { noise }, { key, samples: 2 }]) {
      expectNewTensors(1, () => reparameterize({ mean, logVar }, options));
      expectNewTensors(2, () =>
        tf.grads((mean: Tensor, logVar: Tensor) => reparameterize({ mean, logVar }, options))([
          mean,
          logVar,
        ]),
      );
    }
    tf.dispose([mean, logVar, noise]);
  });
});
