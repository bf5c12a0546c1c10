import type { backend_util } from '@tensorflow/tfjs-core';

interface Convolved {
  readonly y: Float64Array;
  /** The gradients to the input and to the filter, given `dy`. */
  readonly dx: Float64Array;
  readonly dfilter: Float64Array;
}

/** A convolution of images, channels last, and its gradients: by definition, in float64. */
export function convolutionInFloat64(
  x: ArrayLike<number>,
  filter: ArrayLike<number>,
  dy: ArrayLike<number>,
  info: backend_util.Conv2DInfo,
): Convolved {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const y = new Float64Array(dy.length);
  const dx = new Float64Array(x.length);
  const dfilter = new Float64Array(filter.length);
  const addTap = (atX: number, atFilter: number, atY: number): void => {
    for (let c = 0; c < inChannels; c++) {
      for (let o = 0; o < outChannels; o++) {
        const i = atX + c;
        const j = atFilter + c * outChannels + o;
        const k = atY + o;
        y[k] = (y[k] as number) + (x[i] as number) * (filter[j] as number);
        dx[i] = (dx[i] as number) + (dy[k] as number) * (filter[j] as number);
        dfilter[j] = (dfilter[j] as number) + (dy[k] as number) * (x[i] as number);
      }
    }
  };
  for (let n = 0; n < info.batchSize; n++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        for (let ty = 0; ty < info.filterHeight; ty++) {
          for (let tx = 0; tx < info.filterWidth; tx++) {
            const iy = oy * info.strideHeight + ty * info.dilationHeight - info.padInfo.top;
            const ix = ox * info.strideWidth + tx * info.dilationWidth - info.padInfo.left;
            if (iy < 0 || ix < 0 || iy >= inHeight || ix >= inWidth) continue;
            addTap(
              ((n * inHeight + iy) * inWidth + ix) * inChannels,
              (ty * info.filterWidth + tx) * inChannels * outChannels,
              ((n * outHeight + oy) * outWidth + ox) * outChannels,
            );
          }
        }
      }
    }
  }
  return { y, dx, dfilter };
}
