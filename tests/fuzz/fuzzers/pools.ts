import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { poolInFloat64 } from '../../helpers/poolInFloat64';
import type { FuzzCase, Fuzzers } from '../FuzzCase';
import { poolInfo, pools, upTo } from '../geometry/images';
import { floats, type Style } from '../operands';

type Info = tf.backend_util.Conv2DInfo | tf.backend_util.Conv3DInfo;

interface PoolCase {
  readonly info: Info;
  readonly attrs: tf.NamedAttrMap;
}

const imagePools = pools.map((pool): PoolCase => {
  const [filterSize, strides] = [[...pool.window], [...pool.strides]];
  return { info: poolInfo(pool), attrs: { filterSize, strides, pad: pool.pad as string } };
});

const triple = (max: number) => fc.tuple(upTo(max), upTo(max), upTo(max));

const volumePools = fc
  .record({
    batch: fc.integer({ min: 0, max: 2 }),
    volume: triple(7),
    channels: upTo(5),
    filterSize: triple(3),
    strides: triple(3),
    pad: fc.constantFrom('same' as const, 'valid' as const),
  })
  .map(({ batch, volume, channels, ...attrs }): PoolCase => {
    const { filterSize, strides, pad } = attrs;
    const shape: [number, number, number, number, number] = [batch, ...volume, channels];
    return { info: tf.backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad), attrs };
  })
  .filter(({ info }) => info.outShape.slice(1).every((size) => size > 0));

/** Few different values as often as not: many windows have more than one maximum then. */
const images: readonly Style[] = ['few', 'few', 'few', 'unit', 'wide', 'tiny', 'huge', 'special'];

// The cpu backend leaves NaN out, errs in volumes, and counts the padding in gradients.

const pool = (type: 'max' | 'avg', cases: fc.Arbitrary<PoolCase>): fc.Arbitrary<FuzzCase> =>
  cases.chain(({ info, attrs }) =>
    fc.record({ x: floats(info.inShape, images) }).map(
      (inputs): FuzzCase => ({
        ...{ inputs, attrs },
        reference: ({ x }) =>
          tf.tensor(poolInFloat64(type, (x as Tensor).dataSync(), [], info).y, info.outShape),
        // That of the sum, before it is divided.
        ...(type === 'avg' && {
          magnitude: ({ x }) => {
            const { y } = poolInFloat64(type, (x as Tensor).dataSync(), [], info);
            return tf.mul(tf.tensor(y, info.outShape), windowSize(info));
          },
        }),
      }),
    ),
  );

const gradient = (
  type: 'max' | 'avg',
  cases: fc.Arbitrary<PoolCase>,
  kernelName: string,
): fc.Arbitrary<FuzzCase> =>
  cases.chain(({ info, attrs }) =>
    fc.record({ input: floats(info.inShape, images), dy: floats(info.outShape) }).map(
      (inputs): FuzzCase => ({
        ...{ inputs, attrs },
        run: ({ input, dy }) =>
          tf.engine().runKernel<Tensor>(
            kernelName,
            // The output of a pool is not looked at.
            { input: input as Tensor, dy: dy as Tensor, output: dy as Tensor },
            attrs,
          ),
        reference: ({ input, dy }) => {
          const [xs, dys] = [(input as Tensor).dataSync(), (dy as Tensor).dataSync()];
          return tf.tensor([...poolInFloat64(type, xs, dys, info).dx], info.inShape);
        },
        // As if every window sent all to each of its pixels.
        magnitude: ({ dy }) => {
          const dys = (dy as Tensor).dataSync().map((value) => value * windowSize(info));
          const xs = new Float32Array(tf.util.sizeFromShape(info.inShape));
          return tf.tensor([...poolInFloat64('avg', xs, dys, info).dx], info.inShape);
        },
      }),
    ),
  );

const windowSize = (info: Info): number =>
  info.filterHeight * info.filterWidth * ('filterDepth' in info ? info.filterDepth : 1);

/** Pools of images and of volumes, and their gradients. */
export const poolFuzzers: Fuzzers = {
  [tf.MaxPool]: pool('max', imagePools),
  [tf.AvgPool]: pool('avg', imagePools),
  [tf.MaxPool3D]: pool('max', volumePools),
  [tf.MaxPoolGrad]: gradient('max', imagePools, tf.MaxPoolGrad),
  [tf.AvgPoolGrad]: gradient('avg', imagePools, tf.AvgPoolGrad),
  [tf.MaxPool3DGrad]: gradient('max', volumePools, tf.MaxPool3DGrad),
  [tf.AvgPool3DGrad]: gradient('avg', volumePools, tf.AvgPool3DGrad),
};
