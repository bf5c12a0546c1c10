import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import type { FuzzCase, Fuzzers } from '../FuzzCase';
import { type Windows, windows } from '../geometry/windows';
import { floats, ordinary, type Style } from '../operands';

type Kind = 'volumes' | 'depthwise' | 'dilation';
type Part = 'x' | 'filter' | 'dy';

interface Layer {
  readonly shapes: Readonly<Record<Part, number[]>>;
  readonly attrs: tf.NamedAttrMap;
}

const layers: Readonly<Record<Kind, (windows: Windows) => Layer>> = {
  volumes: ({ batch, height, width, channels, outChannels, rows, columns, ...rest }) => {
    const strides: [number, number, number] = [...rest.strides, 1];
    const pad = rest.pad === 'same' ? 'same' : 'valid';
    const x: [number, number, number, number, number] = [batch, height, width, 3, channels];
    const filter: typeof x = [rows, columns, 2, channels, outChannels];
    const { outShape } = tf.backend_util.computeConv3DInfo(x, filter, strides, 1, pad);
    return { shapes: { x, filter, dy: outShape }, attrs: { strides, pad } };
  },
  depthwise: ({ batch, height, width, channels, outChannels, rows, columns, strides, pad }) => {
    const x: [number, number, number, number] = [batch, height, width, channels];
    const filter: typeof x = [rows, columns, channels, outChannels];
    const { outShape } = tf.backend_util.computeConv2DInfo(
      x,
      filter,
      [...strides],
      1,
      pad,
      undefined,
      true,
    );
    const attrs = { strides: [...strides], dilations: [1, 1], pad: pad as string };
    return { shapes: { x, filter, dy: outShape }, attrs };
  },
  dilation: ({ batch, height, width, channels, rows, columns, strides, ...rest }) => {
    const pad = rest.pad === 'same' ? 'same' : 'valid';
    const x: [number, number, number, number] = [batch, height, width, channels];
    const filter: [number, number, number] = [rows, columns, channels];
    const { outShape } = tf.backend_util.computeDilation2DInfo(
      x,
      filter,
      [...strides],
      pad,
      'NHWC',
      1,
    );
    const attrs = { strides: [...strides], dilations: 1, pad };
    return { shapes: { x, filter, dy: outShape }, attrs };
  },
};

interface KernelOptions {
  /** The attribute that holds the shape of a part. */
  readonly shapeAttr?: readonly [string, Part];
  /** The kinds of numbers of all parts; unless given, the first is anything, and the others finite. */
  readonly styles?: readonly Style[];
  readonly accuracy?: Pick<FuzzCase, 'magnitude' | 'tolerance'>;
}

const kernel = (
  kind: Kind,
  parts: readonly Part[],
  { shapeAttr, styles, accuracy = { magnitude: 'sums' } }: KernelOptions = {},
): fc.Arbitrary<FuzzCase> =>
  windows.map(layers[kind]).chain(({ shapes, attrs }) => {
    const operands = parts.map((part, i) => [
      part,
      floats(shapes[part], styles ?? (i === 0 ? undefined : ordinary)),
    ]);
    const shape = shapeAttr && { [shapeAttr[0]]: shapes[shapeAttr[1]] };
    return fc.record(Object.fromEntries(operands) as Record<Part, ReturnType<typeof floats>>).map(
      (inputs): FuzzCase => ({
        inputs,
        attrs: { ...attrs, ...shape },
        ...accuracy,
      }),
    );
  });

const toFilter = { shapeAttr: ['filterShape', 'filter'] } as const;
const toInput = { shapeAttr: ['inputShape', 'x'] } as const;
// The cpu backend compares with a number instead of minus infinity, and leaves NaN out.
const styles = ['unit', 'few', 'moderate', 'tiny'] as const;
const maxima = { styles, accuracy: {} };
const atMaxima = { styles, accuracy: { tolerance: { ofLargest: 3e-6 } } };

/** Volumes, depthwise convolutions, dilations and their gradients. */
export const windowFuzzers: Fuzzers = {
  [tf.Conv3DBackpropFilterV2]: kernel('volumes', ['x', 'dy'], toFilter),
  [tf.Conv3DBackpropInputV2]: kernel('volumes', ['dy', 'filter'], toInput),
  [tf.DepthwiseConv2dNative]: kernel('depthwise', ['x', 'filter']),
  [tf.DepthwiseConv2dNativeBackpropFilter]: kernel('depthwise', ['x', 'dy'], toFilter),
  [tf.DepthwiseConv2dNativeBackpropInput]: kernel('depthwise', ['dy', 'filter'], toInput),
  [tf.Dilation2D]: kernel('dilation', ['x', 'filter'], maxima),
  [tf.Dilation2DBackpropFilter]: kernel('dilation', ['x', 'filter', 'dy'], atMaxima),
  [tf.Dilation2DBackpropInput]: kernel('dilation', ['x', 'filter', 'dy'], atMaxima),
};
