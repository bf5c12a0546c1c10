import type { Tensor, Tensor3D, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { poolGeometry } from '../../../src/wasm/kernels/windows/poolGeometry';
import { type CaseOf, type ConformanceCase, conformanceCase } from '../ConformanceCase';
import { indexAt, positionOf, sum } from '../float64';
import { uniform } from '../operands';

type Padding = Parameters<typeof tf.conv2d>[3];
type Pair = [number, number];

interface Convolution {
  readonly image?: number[];
  readonly filter?: number[];
  readonly strides?: number | Pair;
  readonly pad?: Padding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
}

const explicit: Padding = [
  [0, 0],
  [2, 1],
  [0, 3],
  [0, 0],
];

const convolutions: Readonly<Record<string, Convolution>> = {
  'same padding': { pad: 'same' },
  'valid padding': { pad: 'valid' },
  'padding by a number': { pad: 1 },
  'explicit padding': { pad: explicit },
  'padding beyond the filter': { pad: 3 },
  'stride 2, same padding': { strides: 2, pad: 'same' },
  'stride 2, valid padding': { strides: 2, pad: 'valid' },
  'stride 2, explicit padding': { strides: 2, pad: explicit },
  'stride 3 by 1': { strides: [3, 1], pad: 'valid' },
  'stride beyond the filter': { strides: 3, pad: 'valid', filter: [2, 2, 3, 4] },
  'one by one filter': { filter: [1, 1, 3, 4] },
  'one by one filter, stride 2': { filter: [1, 1, 3, 4], strides: 2 },
  'even filter': { filter: [2, 4, 3, 4] },
  'filter as large as the image': { filter: [7, 6, 3, 4], pad: 'valid' },
  'one channel': { image: [2, 7, 6, 1], filter: [3, 3, 1, 4] },
  'one output channel': { filter: [3, 3, 3, 1] },
  'one image': { image: [1, 7, 6, 3] },
  'many channels': { image: [3, 5, 5, 17], filter: [3, 3, 17, 19] },
};

const conv2dCases = Object.entries(convolutions).map(
  ([title, { image = [2, 7, 6, 3], filter = [3, 3, 3, 4], strides = 1, pad = 'same' }]) =>
    conformanceCase('Conv2D', title, [uniform(image), uniform(filter)], (x, w) =>
      tf.conv2d(x as Tensor4D, w as Tensor4D, strides, pad),
    ),
);

const dilated = [
  conformanceCase(
    'Conv2D',
    'dilation 2',
    [uniform([2, 7, 6, 3]), uniform([3, 3, 3, 4])],
    (x, w) => tf.conv2d(x as Tensor4D, w as Tensor4D, 1, 'same', 'NHWC', 2),
    // tfjs itself refuses the gradient.
    { differentiable: false },
  ),
  conformanceCase(
    'DepthwiseConv2dNative',
    'dilation 2',
    [uniform([2, 7, 6, 3]), uniform([3, 3, 3, 2])],
    (x, w) => tf.depthwiseConv2d(x as Tensor4D, w as Tensor4D, 1, 'same', 'NHWC', 2),
    { differentiable: false },
  ),
];

const channelsFirst = [
  ['same padding', 1, 'same'],
  ['stride 2, valid padding', 2, 'valid'],
  ['padding by a number', 1, 1],
] as const;

const depthwise: Readonly<Record<string, Convolution>> = {
  'same padding': {},
  'valid padding': { pad: 'valid' },
  'padding by a number': { pad: 1 },
  'explicit padding': { pad: explicit },
  'padding beyond the filter': { pad: 3 },
  'stride 2, same padding': { strides: 2 },
  'stride 2, valid padding': { strides: 2, pad: 'valid' },
  'stride 3 by 3, explicit padding': { strides: 3, pad: explicit },
  'one filter a channel': { filter: [3, 3, 3, 1] },
  'three filters a channel': { filter: [3, 3, 3, 3] },
  'even filter': { filter: [2, 4, 3, 2] },
  'one by one filter': { filter: [1, 1, 3, 2] },
  'one channel': { image: [2, 7, 6, 1], filter: [3, 3, 1, 2] },
  'many channels': { image: [2, 5, 5, 19], filter: [3, 3, 19, 1] },
};

const depthwiseCases = Object.entries(depthwise).map(
  ([title, { image = [2, 7, 6, 3], filter = [3, 3, 3, 2], strides = 1, pad = 'same' }]) =>
    conformanceCase('DepthwiseConv2dNative', title, [uniform(image), uniform(filter)], (x, w) =>
      tf.depthwiseConv2d(x as Tensor4D, w as Tensor4D, strides, pad),
    ),
);

const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu'] as const;

const fused = activations.flatMap((activation) => [
  conformanceCase(
    'FusedConv2D',
    activation,
    [uniform([2, 5, 5, 3]), uniform([3, 3, 3, 4]), uniform([4])],
    (x, filter, bias) =>
      tf.fused.conv2d({
        x: x as Tensor4D,
        filter: filter as Tensor4D,
        bias,
        strides: 1,
        pad: 'same',
        activation,
        leakyreluAlpha: 0.2,
      }),
  ),
  conformanceCase(
    'FusedDepthwiseConv2D',
    activation,
    [uniform([2, 5, 5, 3]), uniform([3, 3, 3, 2]), uniform([6])],
    (x, filter, bias) =>
      tf.fused.depthwiseConv2d({
        x: x as Tensor4D,
        filter: filter as Tensor4D,
        bias,
        strides: 1,
        pad: 'same',
        activation,
        leakyreluAlpha: 0.2,
      }),
  ),
]);

const transposed: readonly [string, [number, number, number, number], number, Padding][] = [
  ['same padding', [2, 5, 6, 4], 1, 'same'],
  ['stride 2, same padding', [2, 10, 12, 4], 2, 'same'],
  ['stride 2, valid padding', [2, 11, 13, 4], 2, 'valid'],
  ['stride 2, an odd size', [2, 9, 11, 4], 2, 'same'],
];

export const convolutionCases: readonly ConformanceCase[] = [
  ...conv2dCases,
  ...channelsFirst.map(([title, strides, pad]) =>
    conformanceCase(
      'Conv2D',
      `channels first, ${title}`,
      [uniform([2, 3, 7, 6]), uniform([3, 3, 3, 4])],
      (x, w) => tf.conv2d(x as Tensor4D, w as Tensor4D, strides, pad, 'NCHW'),
    ),
  ),
  ...dilated,
  conformanceCase('Conv1D', 'same padding', [uniform([2, 9, 3]), uniform([3, 3, 4])], (x, w) =>
    tf.conv1d(x as Tensor3D, w as Tensor3D, 1, 'same'),
  ),
  conformanceCase('Conv1D', 'stride 2', [uniform([2, 9, 3]), uniform([3, 3, 4])], (x, w) =>
    tf.conv1d(x as Tensor3D, w as Tensor3D, 2, 'valid'),
  ),
  ...transposed.map(([title, shape, strides, pad]) =>
    conformanceCase(
      'Conv2DBackpropInput',
      title,
      [
        uniform([
          2,
          pad === 'valid'
            ? Math.floor((shape[1] - 3) / strides) + 1
            : Math.ceil(shape[1] / strides),
          pad === 'valid'
            ? Math.floor((shape[2] - 3) / strides) + 1
            : Math.ceil(shape[2] / strides),
          3,
        ]),
        uniform([3, 3, 4, 3]),
      ],
      (x, w) => tf.conv2dTranspose(x as Tensor4D, w as Tensor4D, shape, strides, pad as 'same'),
    ),
  ),
  ...depthwiseCases,
  conformanceCase(
    'SeparableConv2D',
    'same padding',
    [uniform([2, 6, 5, 3]), uniform([3, 3, 3, 2]), uniform([1, 1, 6, 4])],
    (x, w, pointwise) =>
      tf.separableConv2d(x as Tensor4D, w as Tensor4D, pointwise as Tensor4D, 1, 'same'),
  ),
  conformanceCase(
    'SeparableConv2D',
    'stride 2',
    [uniform([2, 6, 5, 3]), uniform([3, 3, 3, 2]), uniform([1, 1, 6, 4])],
    (x, w, pointwise) =>
      tf.separableConv2d(x as Tensor4D, w as Tensor4D, pointwise as Tensor4D, 2, 'valid'),
  ),
  ...fused,
  ...(['same', 'valid'] as const).flatMap((pad) =>
    [1, 2].map((strides) =>
      conformanceCase(
        'Conv3D',
        `${pad} padding, stride ${strides}`,
        [uniform([2, 5, 4, 4, 2]), uniform([3, 2, 2, 2, 3])],
        (x, w) => tf.conv3d(x as Tensor5D, w as Tensor5D, strides, pad),
      ),
    ),
  ),
  ...(['same', 'valid'] as const).map((pad) =>
    conformanceCase(
      'Dilation2D',
      `${pad} padding`,
      [uniform([2, 6, 5, 3]), uniform([3, 2, 3])],
      (x, w) => tf.dilation2d(x as Tensor4D, w as Tensor3D, 1, pad),
    ),
  ),
  conformanceCase(
    'Dilation2D',
    'stride 2, dilation 2',
    [uniform([2, 8, 7, 3]), uniform([2, 2, 3])],
    (x, w) => tf.dilation2d(x as Tensor4D, w as Tensor3D, 2, 'same', 2),
  ),
];

const mean = (values: readonly number[]): number => sum(values) / values.length;

/** A pool by its definition: what a window sees of the image or volume, without the padding. */
function pooled(
  f: (seen: number[]) => number,
  shape: readonly number[],
  size: number | readonly number[],
  strides: number | readonly number[],
  pad: Padding,
): (x: number[]) => number[] {
  const { geometry, outShape } = poolGeometry([...shape], {
    filterSize: size as number,
    strides: strides as number,
    pad: pad as 'same',
  });
  const { input, window, stride, padding } = geometry;
  const channels = shape.at(-1) as number;
  const volume = [geometry.batch, ...input, channels];
  const outVolume = [geometry.batch, ...geometry.output, channels];
  return (x) =>
    Array.from({ length: tf.util.sizeFromShape(outShape) }, (_, position) => {
      const [image, ...rest] = indexAt(outVolume, position) as [number, ...number[]];
      const channel = rest.pop() as number;
      const seen: number[] = [];
      for (let tap = 0; tap < tf.util.sizeFromShape([...window]); tap++) {
        const at = indexAt(window, tap).map(
          (offset, axis) =>
            (rest[axis] as number) * (stride[axis] as number) + offset - (padding[axis] as number),
        );
        if (at.every((place, axis) => place >= 0 && place < (input[axis] as number))) {
          seen.push(x[positionOf(volume, [image, ...at, channel])] as number);
        }
      }
      return f(seen);
    });
}

const pools: readonly [string, number | Pair, number | Pair, Padding][] = [
  ['2 by 2, stride 2, valid padding', 2, 2, 'valid'],
  ['2 by 2, stride 2, same padding', 2, 2, 'same'],
  ['3 by 3, stride 2, same padding', 3, 2, 'same'],
  ['3 by 3, stride 1, valid padding', 3, 1, 'valid'],
  ['3 by 2, stride 1 by 2, same padding', [3, 2], [1, 2], 'same'],
  ['3 by 3, stride 2, padding by a number', 3, 2, 1],
];

const volumes = [2, 4, 5, 4, 2];

export const poolingCases: readonly ConformanceCase[] = [
  ...pools.flatMap(([title, size, strides, pad]) => [
    conformanceCase(
      'MaxPool',
      title,
      [uniform([2, 7, 6, 3])],
      (x) => tf.maxPool(x as Tensor4D, size, strides, pad as 'same'),
      { exact: pooled((seen) => Math.max(...seen), [2, 7, 6, 3], size, strides, pad) },
    ),
    conformanceCase(
      'AvgPool',
      title,
      [uniform([2, 7, 6, 3])],
      (x) => tf.avgPool(x as Tensor4D, size, strides, pad as 'same'),
      {
        exact: pooled(mean, [2, 7, 6, 3], size, strides, pad),
        // tfjs's gradient counts the padding that a window sees; the value does not.
        ...(pad === 'valid' ? {} : { repaired: true }),
      },
    ),
  ]),
  conformanceCase('MaxPool', '1 by 1', [uniform([2, 4, 4, 3])], (x) =>
    tf.maxPool(x as Tensor4D, 1, 1, 'same'),
  ),
  conformanceCase('AvgPool', '1 by 1', [uniform([2, 4, 4, 3])], (x) =>
    tf.avgPool(x as Tensor4D, 1, 1, 'same'),
  ),
  ...(['max', 'avg'] as const).map((type) =>
    conformanceCase('Pool', `${type}, dilation 2`, [uniform([2, 8, 8, 3])], (x) =>
      tf.pool(x as Tensor4D, 2, type, 'valid', 2),
    ),
  ),
  ...(['same', 'valid'] as const).flatMap((pad) => [
    conformanceCase(
      'MaxPool3D',
      `${pad} padding`,
      [uniform(volumes)],
      (x) => tf.maxPool3d(x as Tensor5D, 2, 2, pad),
      { exact: pooled((seen) => Math.max(...seen), volumes, 2, 2, pad) },
    ),
    conformanceCase(
      'AvgPool3D',
      `${pad} padding`,
      [uniform(volumes)],
      (x) => tf.avgPool3d(x as Tensor5D, 2, 2, pad),
      {
        exact: pooled(mean, volumes, 2, 2, pad),
        ...(pad === 'valid' ? {} : { repaired: true }),
      },
    ),
  ]),
  conformanceCase(
    'MaxPool3D',
    '1 by 2 by 3',
    [uniform(volumes)],
    (x) => tf.maxPool3d(x as Tensor5D, [1, 2, 3], 1, 'same'),
    {
      exact: pooled((seen) => Math.max(...seen), volumes, [1, 2, 3], 1, 'same'),
      // The cpu backend sends the gradient elsewhere where a window is not a cube.
      repaired: true,
    },
  ),
];

const resizers: Readonly<Record<string, (x: Tensor, size: Pair, ...flags: boolean[]) => Tensor>> = {
  ResizeBilinear: (x, size, ...flags) => tf.image.resizeBilinear(x as Tensor4D, size, ...flags),
  ResizeNearestNeighbor: (x, size, ...flags) =>
    tf.image.resizeNearestNeighbor(x as Tensor4D, size, ...flags),
};

const sizes: readonly Pair[] = [
  [8, 6],
  [3, 2],
  [7, 3],
];

const images = [2, 4, 4, 3];

/** The reference of resizing by nearest pixels: the cpu backend mixes up the images of a batch. */
function nearest(
  op: string,
  size: Pair,
  { aligned = false, centres = false }: { readonly aligned?: boolean; readonly centres?: boolean },
): CaseOf {
  if (op !== 'ResizeNearestNeighbor') return {};
  const [batch, height, width, channels] = images as [number, number, number, number];
  const source = (at: number, length: number, resized: number): number => {
    const scale = aligned ? (length - 1) / (resized - 1) : length / resized;
    const position = scale * (at + (centres ? 0.5 : 0));
    return Math.min(length - 1, aligned ? Math.round(position) : Math.floor(position));
  };
  return {
    repaired: true,
    exact: (x) => {
      const result: number[] = [];
      for (let image = 0; image < batch; image++) {
        for (let row = 0; row < size[0]; row++) {
          for (let column = 0; column < size[1]; column++) {
            const y = image * height + source(row, height, size[0]);
            const at = (y * width + source(column, width, size[1])) * channels;
            result.push(...x.slice(at, at + channels));
          }
        }
      }
      return result;
    },
  };
}

export const imageCases: readonly ConformanceCase[] = [
  ...Object.entries(resizers).flatMap(([op, resize]) =>
    sizes.flatMap((size) => [
      conformanceCase(op, `to ${size}`, [uniform(images)], (x) => resize(x, size), {
        ...nearest(op, size, {}),
      }),
      conformanceCase(
        op,
        `to ${size}, corners aligned`,
        [uniform(images)],
        (x) => resize(x, size, true),
        nearest(op, size, { aligned: true }),
      ),
    ]),
  ),
  ...Object.entries(resizers).map(([op, resize]) =>
    conformanceCase(
      op,
      'half-pixel centres',
      [uniform(images)],
      (x) => resize(x, [7, 3], false, true),
      {
        ...nearest(op, [7, 3], { centres: true }),
        // The gradients of both kernels ignore it, on every backend.
        differentiable: false,
      },
    ),
  ),
  conformanceCase(
    'FlipLeftRight',
    'rank 4',
    [uniform([2, 3, 4, 2])],
    (x) => tf.image.flipLeftRight(x as Tensor4D),
    { differentiable: false },
  ),
];
