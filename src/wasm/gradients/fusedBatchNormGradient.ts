import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { GradientRecipe } from './GradientRecipe';
import { isDifferentiated } from './isDifferentiated';

/** The gradient of batch normalization, in one pass over the images. */
export const fusedBatchNormGradient: GradientRecipe = {
  kernelName: tf.FusedBatchNorm,
  why: "tfjs's gradient passes over the images a dozen times.",
  create: (stock) => (dy, saved, attrs) => {
    const [x, mean, variance, scale] = saved as [Tensor, Tensor, Tensor, Tensor?];
    if (mean.rank !== 1 || isDifferentiated()) return stock(dy, saved, attrs);
    const { varianceEpsilon } = attrs as unknown as tf.FusedBatchNormAttrs;
    const inputs = { x, dy: dy as Tensor, mean, variance, ...(scale && { scale }) };
    const [dx, sum, sumOfProduct] = tf
      .engine()
      .runKernel('FusedBatchNormGrad', inputs, { varianceEpsilon }) as [Tensor, Tensor, Tensor];
    const inverse = tf.rsqrt(tf.add(variance, varianceEpsilon));
    const factor = scale ? tf.mul(inverse, scale) : inverse;
    return {
      x: () => dx,
      mean: () => tf.neg(tf.mul(sum, factor)),
      variance: () => tf.mul(tf.mul(sumOfProduct, -0.5), tf.mul(factor, tf.square(inverse))),
      scale: () => tf.mul(sumOfProduct, inverse),
      offset: () => tf.clone(sum),
    };
  },
};
