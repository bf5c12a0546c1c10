import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { GradientRecipe } from './GradientRecipe';
import { isDifferentiated } from './isDifferentiated';

/** The gradient of a sum, or of a mean: every element gets what the result gets, or its share. */
export function reductionGradient(kernelName: 'Sum' | 'Mean'): GradientRecipe {
  return {
    kernelName,
    why: "tfjs's gradient fills a tensor with ones from JavaScript and multiplies it.",
    create: (stock) => (dy, saved, attrs) => {
      if (isDifferentiated()) return stock(dy, saved, attrs);
      const [x] = saved as [Tensor];
      const { axis } = attrs as unknown as tf.SumAttrs;
      const axes = tf.util.parseAxisParam(axis, x.shape);
      const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
      return {
        x: () => {
          const upstream = tf.reshape(dy as Tensor, kept);
          const count = tf.util.sizeFromShape(axes.map((axis) => x.shape[axis] as number));
          const share = kernelName === 'Mean' ? tf.div(upstream, count) : upstream;
          return tf.broadcastTo(share, x.shape);
        },
      };
    },
  };
}
