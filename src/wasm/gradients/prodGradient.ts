import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { GradientRecipe } from './GradientRecipe';

/**
 * The gradient of a product to each factor is the product of the others: of those before it and of
 * those behind it, for a quotient would fail at zero.
 */
export const prodGradient: GradientRecipe = {
  kernelName: tf.Prod,
  why: "tfjs's gradient fails for negative axes, and wherever tensors have no methods.",
  create: () => (dy, saved, attrs) => {
    const [x] = saved as [Tensor];
    const { axis } = attrs as unknown as tf.ProdAttrs;
    return {
      x: () => {
        const axes = tf.util.parseAxisParam(axis, x.shape).sort((a, b) => a - b);
        const kept = x.shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
        const perm = [...kept, ...axes];
        const count = tf.util.sizeFromShape(axes.map((axis) => x.shape[axis] as number));
        const permuted = tf.transpose(x, perm);
        const rows = tf.reshape(permuted, [x.size / count, count]);
        const others = tf.mul(tf.cumprod(rows, 1, true, false), tf.cumprod(rows, 1, true, true));
        const gradient = tf.mul(others, tf.reshape(dy as Tensor, [x.size / count, 1]));
        return tf.transpose(
          tf.reshape(gradient, permuted.shape),
          tf.backend_util.getUndoAxesPermutation(perm),
        );
      },
    };
  },
};
