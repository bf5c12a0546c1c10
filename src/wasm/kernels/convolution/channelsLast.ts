import type { backend_util, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import { transposeInfo } from '../transposeInfo';
import { withIntermediates } from '../withIntermediates';

/**
 * Runs a kernel of images with the channels last on images of any data format: the inputs are
 * transposed before, the output, if it is images, behind.
 */
export function channelsLast(
  info: backend_util.Conv2DInfo,
  images: readonly TensorInfo[],
  backend: KernelBackend,
  kernel: (info: backend_util.Conv2DInfo, images: TensorInfo[]) => TensorInfo,
  output: 'images' | 'filter' = 'images',
): TensorInfo {
  if (info.dataFormat === 'channelsLast') return kernel(info, [...images]);
  return withIntermediates(backend, (intermediate) => {
    const transposed = images.map((image) =>
      intermediate(transposeInfo(image, [0, 2, 3, 1], backend)),
    );
    const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
    const result = kernel(
      {
        ...info,
        dataFormat: 'channelsLast',
        inShape: [batchSize, inHeight, inWidth, inChannels],
        outShape: [batchSize, outHeight, outWidth, outChannels],
      },
      transposed,
    );
    if (output === 'filter') return result;
    return transposeInfo(intermediate(result), [0, 3, 1, 2], backend);
  });
}
