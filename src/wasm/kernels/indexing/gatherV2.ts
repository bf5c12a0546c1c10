import type { GatherV2Attrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { reshapeInfo } from '../reshapeInfo';
import { valuesInPlace } from '../valuesInPlace';
import { withIntermediates } from '../withIntermediates';

function alsoInBatches(stock: KernelFunc, kernelsOn: KernelsOn): KernelFunc {
  return (params) => {
    const { x, indices } = params.inputs as { x: TensorInfo; indices: TensorInfo };
    const { axis, batchDims } = params.attrs as unknown as GatherV2Attrs;
    if (batchDims === 0) return stock(params);
    const kernels = kernelsOn(params.backend);

    const [parsedAxis] = tf.util.parseAxisParam(axis, x.shape) as [number];
    const { batchSize, outerSize, dimSize, sliceSize, outputShape } =
      tf.backend_util.segment_util.collectGatherOpShapeInfo(
        x as tf.Tensor,
        indices as tf.Tensor,
        parsedAxis,
        batchDims,
      );
    const count = tf.util.sizeFromShape(indices.shape) / batchSize;
    // Batches and outer axes before one axis of rows: one gather of rows by shifted indices.
    return withIntermediates(kernels.backend, (intermediate) => {
      const shifted = intermediate(kernels.allocate([batchSize * outerSize * count], 'int32'));
      const [ids, shiftedIds] = valuesInPlace(kernels, indices, shifted);
      let to = 0;
      for (let batch = 0; batch < batchSize; batch++) {
        for (let outer = 0; outer < outerSize; outer++) {
          const start = (batch * outerSize + outer) * dimSize;
          for (let index = 0; index < count; index++) {
            const id = ids[batch * count + index] as number;
            tf.util.assert(
              id >= 0 && id < dimSize,
              () => `GatherV2: the index value ${id} is not in [0, ${dimSize - 1}]`,
            );
            shiftedIds[to++] = start + id;
          }
        }
      }
      const rows = stock({
        inputs: {
          x: reshapeInfo(x, [batchSize * outerSize * dimSize, sliceSize]),
          indices: shifted,
        },
        attrs: { axis: 0, batchDims: 0 },
        backend: kernels.backend,
      }) as TensorInfo;
      return reshapeInfo(rows, outputShape);
    });
  };
}

/** Gathers, also those with other indices for each batch. */
export const gatherV2: KernelRecipe = {
  kernelName: tf.GatherV2,
  why: 'The stock kernel takes the indices of the first batch for all of them.',
  create: (stock, kernelsOn) => stock && alsoInBatches(stock, kernelsOn),
};
