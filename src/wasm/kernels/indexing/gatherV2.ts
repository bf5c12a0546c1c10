import type { GatherV2Attrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import type { KernelRecipe } from '../KernelRecipe';

function gatherInfo(
  x: TensorInfo,
  indices: TensorInfo,
  axis: number,
  batchDims: number,
  kernels: WasmKernels,
): TensorInfo {
  const { batchSize, outerSize, dimSize, sliceSize, outputShape } =
    tf.backend_util.segment_util.collectGatherOpShapeInfo(
      x as tf.Tensor,
      indices as tf.Tensor,
      axis,
      batchDims,
    );
  const all = tf.util.sizeFromShape(indices.shape);
  const count = all / batchSize;
  const ids = kernels.addressOf(indices);
  const outside = kernels.run.firstOutside(ids, all, dimSize);
  if (outside >= 0) {
    const index = kernels.backend.typedArrayFromHeap(indices)[outside];
    throw new Error(`GatherV2: the index value ${index} is not in [0, ${dimSize - 1}]`);
  }
  const source = kernels.addressOf(x);
  const output = kernels.allocate(outputShape, x.dtype);
  const bytes = sliceSize * tf.util.bytesPerElement(x.dtype);
  const groupBytes = outerSize * bytes;
  if (groupBytes * all > 0) {
    const out = kernels.addressOf(output);
    for (let batch = 0; batch < batchSize; batch++) {
      kernels.run.gatherRows(
        source + batch * dimSize * groupBytes,
        outerSize,
        dimSize,
        bytes,
        ids + batch * count * Int32Array.BYTES_PER_ELEMENT,
        count,
        out + batch * count * groupBytes,
      );
    }
  }
  return output;
}

/** Gathers, also those with other indices for each batch. */
export const gatherV2: KernelRecipe = {
  kernelName: tf.GatherV2,
  why: 'The stock kernel takes the indices of the first batch for all of them, and its time to check them.',
  create: (stock, kernelsOn) =>
    stock &&
    ((params) => {
      const { x, indices } = params.inputs as { x: TensorInfo; indices: TensorInfo };
      const { axis, batchDims } = params.attrs as unknown as GatherV2Attrs;
      // Strings are not in the memory of the backend.
      if (x.dtype === 'string') return stock(params);
      const [parsedAxis] = tf.util.parseAxisParam(axis, x.shape) as [number];
      return gatherInfo(x, indices, parsedAxis, batchDims, kernelsOn(params.backend));
    }),
};
