import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { GradientRecipe } from './GradientRecipe';

/** Where each position of a padded axis came from. */
function sources(length: number, [before, after]: readonly number[], repeat: number): number[] {
  return Array.from({ length: (before as number) + length + (after as number) }, (_, position) => {
    const at = position - (before as number);
    if (at < 0) return -at - repeat;
    return at < length ? at : 2 * (length - 1) - at + repeat;
  });
}

/** The gradient of mirroring at the edges: every value gets what all of its images get. */
export const mirrorPadGradient: GradientRecipe = {
  kernelName: tf.MirrorPad,
  why: "tfjs's gradient forgets the mirrored values.",
  create: () => (dy, saved, attrs) => {
    const [x] = saved as [Tensor];
    const { paddings, mode } = attrs as unknown as tf.MirrorPadAttrs;
    const repeat = mode === 'symmetric' ? 1 : 0;
    return {
      x: () =>
        x.shape.reduce<Tensor>((gradient, length, axis) => {
          const padding = paddings[axis] as [number, number];
          if (padding[0] + padding[1] === 0) return gradient;
          const ids = tf.tensor1d(sources(length, padding, repeat), 'int32');
          const axes = gradient.shape.map((_, index) => index);
          // To the front and back again, which for the swap of two axes is the same.
          const perm = axes.map((index) => (index === 0 ? axis : index === axis ? 0 : index));
          const summed = tf.unsortedSegmentSum(
            tf.transpose(gradient, perm),
            ids as Tensor1D,
            length,
          );
          return tf.transpose(summed, perm);
        }, dy as Tensor),
    };
  },
};
