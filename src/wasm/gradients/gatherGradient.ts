import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { GradientRecipe } from './GradientRecipe';

/** The gradient of a gather with other indices for each batch. */
export const gatherGradient: GradientRecipe = {
  kernelName: tf.GatherV2,
  why: "tfjs's gradient with batch dimensions fails wherever tensors have no methods.",
  create: (stock) => (dy, saved, attrs) => {
    const [x, indices] = saved as [Tensor, Tensor];
    const { axis, batchDims } = attrs as unknown as tf.GatherV2Attrs;
    if (batchDims === 0) return stock(dy, saved, attrs);
    const gradient = (): Tensor => {
      const [parsedAxis] = tf.util.parseAxisParam(axis, x.shape) as [number];
      const { batchSize, outerSize, dimSize, sliceSize } =
        tf.backend_util.segment_util.collectGatherOpShapeInfo(x, indices, parsedAxis, batchDims);
      const count = indices.size / batchSize;
      // Rows of all batches in one list, each with the outer axes and the slice that it has.
      const rows = tf.reshape(
        tf.transpose(
          tf.reshape(dy as Tensor, [batchSize, outerSize, count, sliceSize]),
          [0, 2, 1, 3],
        ),
        [batchSize * count, outerSize * sliceSize],
      );
      const starts = tf.reshape(tf.range(0, batchSize * dimSize, dimSize, 'int32'), [batchSize, 1]);
      const ids = tf.reshape(tf.add(tf.reshape(indices, [batchSize, count]), starts), [-1]);
      const sums = tf.unsortedSegmentSum(
        rows,
        tf.cast(ids, 'int32') as Tensor1D,
        batchSize * dimSize,
      );
      return tf.reshape(
        tf.transpose(tf.reshape(sums, [batchSize, dimSize, outerSize, sliceSize]), [0, 2, 1, 3]),
        x.shape,
      );
    };
    return { x: gradient, indices: () => indices };
  },
};
