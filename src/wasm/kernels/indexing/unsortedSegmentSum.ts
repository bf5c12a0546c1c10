import type { KernelFunc, TensorInfo, UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { valuesInPlace } from '../valuesInPlace';

const kernelFunc =
  (kernelsOn: KernelsOn): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const kernels = kernelsOn(backend);
    const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
    const { numSegments } = attrs as unknown as UnsortedSegmentSumAttrs;
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const rowSize = tf.util.sizeFromShape(rowShape);
    const sums = kernels.allocate([numSegments, ...rowShape], x.dtype);

    const [ids, values, total] = valuesInPlace(kernels, segmentIds, x, sums);
    total.fill(0);
    for (let row = 0, from = 0; row < ids.length; row++) {
      const id = ids[row] as number;
      // As in tfjs: rows of no segment are dropped.
      if (id < 0 || id >= numSegments) {
        from += rowSize;
        continue;
      }
      for (let at = 0, to = id * rowSize; at < rowSize; at++, to++, from++) {
        total[to] = (total[to] as number) + (values[from] as number);
      }
    }
    return sums;
  };

/** The sum of the rows of each segment; the gradient of a gather, and so of an embedding. */
export const unsortedSegmentSum: KernelRecipe = {
  kernelName: tf.UnsortedSegmentSum,
  why: 'The stock backend has no such kernel, and so no gradient of a gather or an embedding.',
  create: (_, kernelsOn) => kernelFunc(kernelsOn),
};
