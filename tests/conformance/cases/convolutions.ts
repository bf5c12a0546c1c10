import type { Tensor, Tensor3D, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { poolInFloat64 } from '../../helpers/poolInFloat64';
import { type CaseOf, type ConformanceCase, conformanceCase } from '../ConformanceCase';
import { uniform } from '../operands';

type Padding = Parameters<typeof tf.conv2d>[3];
type Pair = [number, number];

interface Convolution {
  readonly image?: number[];
  readonly filter?: number[];
  readonly strides?: number | Pair;
  readonly pad?: Padding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dilations?: number;
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
  'channels first, same padding': { image: [2, 3, 7, 6], dataFormat: 'NCHW' },
  'channels first, stride 2, valid padding': {
    ...{ image: [2, 3, 7, 6], dataFormat: 'NCHW' },
    ...{ strides: 2, pad: 'valid' },
  },
  'channels first, padding by a number': { image: [2, 3, 7, 6], dataFormat: 'NCHW', pad: 1 },
  'dilation 2': { dilations: 2 },
};

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
  'dilation 2': { dilations: 2 },
};

/** The cases of a table, for one of the two kinds of convolution. */
const casesOf = (
  op: string,
  call: typeof tf.conv2d | typeof tf.depthwiseConv2d,
  table: Readonly<Record<string, Convolution>>,
  usualFilter: number[],
): ConformanceCase[] =>
  Object.entries(table).map(
    ([title, { image = [2, 7, 6, 3], filter = usualFilter, strides = 1, ...rest }]) => {
      const { pad = 'same', dataFormat = 'NHWC', dilations = 1 } = rest;
      return conformanceCase(
        op,
        title,
        [uniform(image), uniform(filter)],
        (x, w) => call(x as Tensor4D, w as Tensor4D, strides, pad, dataFormat, dilations),
        // tfjs itself refuses the gradient of one with dilations.
        dilations === 1 ? {} : { differentiable: false },
      );
    },
  );

const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu'] as const;

const fusedCases = (
  op: string,
  call: typeof tf.fused.conv2d | typeof tf.fused.depthwiseConv2d,
  filter: number[],
  channels: number,
): ConformanceCase[] =>
  activations.map((activation) =>
    conformanceCase(
      op,
      activation,
      [uniform([2, 5, 5, 3]), uniform(filter), uniform([channels])],
      (x, filter, bias) =>
        call({
          ...{ x: x as Tensor4D, filter: filter as Tensor4D, bias },
          ...{ strides: 1, pad: 'same', activation, leakyreluAlpha: 0.2 },
        }),
    ),
  );

const transposed: readonly [string, [number, number, number, number], number, Padding][] = [
  ['same padding', [2, 5, 6, 4], 1, 'same'],
  ['stride 2, same padding', [2, 10, 12, 4], 2, 'same'],
  ['stride 2, valid padding', [2, 11, 13, 4], 2, 'valid'],
  ['stride 2, an odd size', [2, 9, 11, 4], 2, 'same'],
];

export const convolutionCases: readonly ConformanceCase[] = [
  ...casesOf('Conv2D', tf.conv2d, convolutions, [3, 3, 3, 4]),
  conformanceCase('Conv1D', 'same padding', [uniform([2, 9, 3]), uniform([3, 3, 4])], (x, w) =>
    tf.conv1d(x as Tensor3D, w as Tensor3D, 1, 'same'),
  ),
  conformanceCase('Conv1D', 'stride 2', [uniform([2, 9, 3]), uniform([3, 3, 4])], (x, w) =>
    tf.conv1d(x as Tensor3D, w as Tensor3D, 2, 'valid'),
  ),
  ...transposed.map(([title, shape, strides, pad]) => {
    const [rows, columns] = shape
      .slice(1, 3)
      .map((size) =>
        pad === 'valid' ? Math.floor((size - 3) / strides) + 1 : Math.ceil(size / strides),
      ) as Pair;
    return conformanceCase(
      'Conv2DBackpropInput',
      title,
      [uniform([2, rows, columns, 3]), uniform([3, 3, 4, 3])],
      (x, w) => tf.conv2dTranspose(x as Tensor4D, w as Tensor4D, shape, strides, pad as 'same'),
    );
  }),
  ...casesOf('DepthwiseConv2dNative', tf.depthwiseConv2d, depthwise, [3, 3, 3, 2]),
  ...(
    [
      ['same padding', 1, 'same'],
      ['stride 2', 2, 'valid'],
    ] as const
  ).map(([title, strides, pad]) =>
    conformanceCase(
      'SeparableConv2D',
      title,
      [uniform([2, 6, 5, 3]), uniform([3, 3, 3, 2]), uniform([1, 1, 6, 4])],
      (x, w, pointwise) =>
        tf.separableConv2d(x as Tensor4D, w as Tensor4D, pointwise as Tensor4D, strides, pad),
    ),
  ),
  ...fusedCases('FusedConv2D', tf.fused.conv2d, [3, 3, 3, 4], 4),
  ...fusedCases('FusedDepthwiseConv2D', tf.fused.depthwiseConv2d, [3, 3, 3, 2], 6),
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

/** A pool by its definition: what a window sees of the image or volume, without the padding. */
function pooled(
  type: 'max' | 'avg',
  shape: readonly number[],
  size: number | Pair | [number, number, number],
  strides: number | Pair,
  pad: Padding,
): (x: number[]) => number[] {
  const info =
    shape.length === 5
      ? tf.backend_util.computePool3DInfo(
          shape as [number, number, number, number, number],
          size as number,
          strides as number,
          1,
          pad as 'same',
        )
      : tf.backend_util.computePool2DInfo(
          shape as [number, number, number, number],
          size as number,
          strides,
          1,
          pad,
        );
  return (x) => poolInFloat64(type, x, [], info).y;
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
      { exact: pooled('max', [2, 7, 6, 3], size, strides, pad) },
    ),
    conformanceCase(
      'AvgPool',
      title,
      [uniform([2, 7, 6, 3])],
      (x) => tf.avgPool(x as Tensor4D, size, strides, pad as 'same'),
      {
        exact: pooled('avg', [2, 7, 6, 3], size, strides, pad),
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
      { exact: pooled('max', volumes, 2, 2, pad) },
    ),
    conformanceCase(
      'AvgPool3D',
      `${pad} padding`,
      [uniform(volumes)],
      (x) => tf.avgPool3d(x as Tensor5D, 2, 2, pad),
      {
        exact: pooled('avg', volumes, 2, 2, pad),
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
      exact: pooled('max', volumes, [1, 2, 3], 1, 'same'),
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
