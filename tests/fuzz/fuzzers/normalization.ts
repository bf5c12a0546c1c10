import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import type { FuzzCase, Fuzzers, Run } from '../FuzzCase';
import { upTo } from '../geometry/images';
import { floats, ordinary } from '../operands';

const imageShapes = fc.tuple(fc.integer({ min: 0, max: 40 }), upTo(9), upTo(9), upTo(23));
const epsilons = fc.constantFrom(1e-3, 1e-5, 0.1);

const fusedBatchNorm: fc.Arbitrary<FuzzCase> = imageShapes.chain((shape) => {
  const channels = [shape[3]];
  return fc
    .record({
      x: floats(shape),
      mean: floats(channels, ordinary),
      variance: floats(channels, ['positive', 'tiny']),
      offset: fc.option(floats(channels), { nil: undefined }),
      // Over the deviation, a scale of denormal size loses digits before it meets the images.
      scale: fc.option(floats(channels, ['unit', 'few']), { nil: undefined }),
      varianceEpsilon: epsilons,
    })
    .map(({ x, mean, variance, offset, scale, varianceEpsilon }): FuzzCase => {
      const normalize: Run = (inputs) =>
        tf.engine().runKernel<Tensor>(tf.FusedBatchNorm, inputs, { varianceEpsilon });
      return {
        inputs: { x, mean, variance, ...(offset && { offset }), ...(scale && { scale }) },
        attrs: { varianceEpsilon },
        run: normalize,
        magnitude: ({ mean, ...inputs }) => normalize({ ...inputs, mean: tf.neg(mean as Tensor) }),
      };
    });
});

/** The gradient to the images, and the sums of `dy` and `dy (x - mean)` for each channel. */
const gradientSums =
  (varianceEpsilon: number): Run =>
  ({ x, dy, mean, variance, scale }: NamedTensorMap) => {
    const inverse = tf.rsqrt(tf.add(variance as Tensor, varianceEpsilon));
    const rows = [0, 1, 2];
    return [
      tf.mul(dy as Tensor, scale ? tf.mul(inverse, scale) : inverse),
      tf.sum(dy as Tensor, rows),
      tf.sum(tf.mul(dy as Tensor, tf.sub(x as Tensor, mean as Tensor)), rows),
    ];
  };

const fusedBatchNormGrad: fc.Arbitrary<FuzzCase> = imageShapes.chain((shape) => {
  const channels = [shape[3]];
  return fc
    .record({
      x: floats(shape, ['unit', 'few', 'wide', 'special']),
      dy: floats(shape, ['unit', 'few', 'tiny', 'special']),
      mean: floats(channels, ordinary),
      variance: floats(channels, ['positive']),
      scale: fc.option(floats(channels, ordinary), { nil: undefined }),
      varianceEpsilon: epsilons,
    })
    .map(
      ({ varianceEpsilon, scale, ...inputs }): FuzzCase => ({
        inputs: { ...inputs, ...(scale && { scale }) },
        attrs: { varianceEpsilon },
        reference: gradientSums(varianceEpsilon),
        magnitude: ({ mean, ...rest }) =>
          gradientSums(varianceEpsilon)({ ...rest, mean: tf.neg(mean as Tensor) }),
      }),
    );
});

/** Batch normalization. */
export const normalizationFuzzers: Fuzzers = {
  [tf.FusedBatchNorm]: fusedBatchNorm,
  FusedBatchNormGrad: fusedBatchNormGrad,
};
