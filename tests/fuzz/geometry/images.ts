import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';

type Pair = readonly [number, number];
export type Pad = 'same' | 'valid' | number | tf.backend_util.ExplicitPadding;

export interface Convolution {
  readonly batch: number;
  readonly image: Pair;
  readonly filter: Pair;
  readonly channels: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  readonly pad: Pad;
}

export interface Pool {
  readonly batch: number;
  readonly image: Pair;
  readonly channels: number;
  readonly window: Pair;
  readonly strides: Pair;
  readonly pad: Pad;
}

export const upTo = (max: number) => fc.integer({ min: 1, max });

const explicitPadding = (max: number): fc.Arbitrary<Pad> => {
  const padding = fc.integer({ min: 0, max });
  return fc.tuple(padding, padding, padding, padding).map(([top, bottom, left, right]) => [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
};

/** The number of images in a batch, which may be none. */
const batchSize = fc.integer({ min: 0, max: 3 });

/** Convolutions of images with output; those with strides and dilations are run, but not trained. */
export const convolutions = fc
  .record<Convolution>({
    batch: batchSize,
    image: fc.tuple(upTo(13), upTo(13)),
    filter: fc.tuple(upTo(5), upTo(5)),
    channels: fc.tuple(upTo(11), upTo(19)),
    strides: fc.tuple(upTo(3), upTo(3)),
    dilations: fc.tuple(upTo(3), upTo(3)),
    pad: fc.oneof(
      fc.constant('same' as const),
      fc.constant('valid' as const),
      fc.integer({ min: 0, max: 3 }),
      explicitPadding(3),
    ),
  })
  .filter((convolution) => hasOutput(convolutionInfo(convolution)));

/** Those whose gradients tfjs takes: without dilations. */
export const trainableConvolutions = convolutions
  .map((convolution): Convolution => ({ ...convolution, dilations: [1, 1] }))
  .filter((convolution) => hasOutput(convolutionInfo(convolution)));

/** Pools of images with output. */
export const pools = fc
  .record<Pool>({
    batch: batchSize,
    image: fc.tuple(upTo(13), upTo(13)),
    channels: upTo(11),
    window: fc.tuple(upTo(4), upTo(4)),
    strides: fc.tuple(upTo(4), upTo(4)),
    pad: fc.oneof(fc.constant('same' as const), fc.constant('valid' as const), explicitPadding(2)),
  })
  .filter((pool) => hasOutput(poolInfo(pool)));

const hasOutput = ({ outHeight, outWidth }: tf.backend_util.Conv2DInfo): boolean =>
  outHeight > 0 && outWidth > 0;

export const convolutionInfo = ({
  batch,
  image,
  filter,
  channels,
  strides,
  dilations,
  pad,
}: Convolution): tf.backend_util.Conv2DInfo =>
  tf.backend_util.computeConv2DInfo(
    [batch, ...image, channels[0]],
    [...filter, ...channels],
    [...strides],
    [...dilations],
    pad,
  );

export const poolInfo = ({
  batch,
  image,
  channels,
  window,
  strides,
  pad,
}: Pool): tf.backend_util.Conv2DInfo =>
  tf.backend_util.computePool2DInfo([batch, ...image, channels], [...window], [...strides], 1, pad);
