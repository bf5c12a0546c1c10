import type { backend_util } from '@tensorflow/tfjs-core';

type PoolInfo = backend_util.Conv2DInfo | backend_util.Conv3DInfo;

/** Sizes and windows of the spatial axes: two for images, three for volumes. */
function axesOf(info: PoolInfo) {
  const inner = [
    {
      ...{ size: info.inHeight, positions: info.outHeight, taps: info.filterHeight },
      ...{ stride: info.strideHeight, padding: info.padInfo.top },
    },
    {
      ...{ size: info.inWidth, positions: info.outWidth, taps: info.filterWidth },
      ...{ stride: info.strideWidth, padding: info.padInfo.left },
    },
  ];
  if (!('inDepth' in info)) return inner;
  const depth = {
    ...{ size: info.inDepth, positions: info.outDepth, taps: info.filterDepth },
    ...{ stride: info.strideDepth, padding: info.padInfo.front },
  };
  return [depth, ...inner];
}

/** The pixels that each window holds: their positions in the images, channel 0. */
function windowsOf(info: PoolInfo): number[][] {
  const images = Array.from({ length: info.batchSize }, (_, image) => [[image]]);
  const windows = axesOf(info).reduce<number[][][]>(
    (all, { size, positions, taps, stride, padding }) =>
      all.map((windows) =>
        windows.flatMap((pixels) =>
          Array.from({ length: positions }, (_, position) => {
            const seen = Array.from({ length: taps }, (_, t) => position * stride + t - padding);
            const inside = seen.filter((place) => place >= 0 && place < size);
            return pixels.flatMap((pixel) => inside.map((place) => pixel * size + place));
          }),
        ),
      ),
    images,
  );
  return windows.flat().map((pixels) => pixels.map((pixel) => pixel * info.inChannels));
}

/**
 * A pool of images or volumes, channels last, and its gradient: by definition, in float64. Of equal
 * maxima the first one counts, and NaN for more than any number.
 */
export function poolInFloat64(
  type: 'max' | 'avg',
  x: ArrayLike<number>,
  dy: ArrayLike<number>,
  info: PoolInfo,
): { y: number[]; dx: Float64Array } {
  const y: number[] = [];
  const dx = new Float64Array(x.length);
  for (const pixels of windowsOf(info)) {
    for (let c = 0; c < info.inChannels; c++) {
      const values = pixels.map((pixel) => x[pixel + c] as number);
      const gradient = dy[y.length] as number;
      const largest = Math.max(...values);
      const winner = values.findIndex((value) => value === largest || Number.isNaN(value));
      const firstNaN = values.findIndex(Number.isNaN);
      const first = firstNaN >= 0 ? firstNaN : winner;
      pixels.forEach((pixel, i) => {
        const part = type === 'avg' ? gradient / pixels.length : i === first ? gradient : 0;
        dx[pixel + c] = (dx[pixel + c] as number) + part;
      });
      const sum = values.reduce((total, value) => total + value, 0);
      const average = pixels.length === 0 ? 0 : sum / pixels.length;
      y.push(type === 'avg' ? average : largest);
    }
  }
  return { y, dx };
}
