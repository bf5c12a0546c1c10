import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type ConformanceCase, conformanceCase } from '../ConformanceCase';
import { booleans, integers, literal, uniform } from '../operands';

const withoutGradient = { differentiable: false };

/** One tensor that depends on every part in another way. */
const weighted = (parts: readonly Tensor[]): Tensor =>
  tf.addN(parts.map((part, index) => tf.mul(part, index + 1)));

const transposes = [
  [1, 0],
  [0, 2, 1],
  [2, 0, 1],
  [2, 1, 0],
  [0, 3, 1, 2],
  [3, 2, 1, 0],
  [1, 0, 4, 2, 3],
];

export const shapeCases: readonly ConformanceCase[] = [
  conformanceCase('Reshape', 'to rank 2', [uniform([2, 3, 4])], (x) => tf.reshape(x, [6, -1])),
  conformanceCase('Reshape', 'squeeze', [uniform([1, 3, 1])], (x) => tf.squeeze(x)),
  conformanceCase('Reshape', 'flatten', [uniform([2, 3])], (x) => tf.reshape(x, [-1])),
  ...[0, 1, -1].map((axis) =>
    conformanceCase('ExpandDims', `axis ${axis}`, [uniform([2, 3])], (x) => tf.expandDims(x, axis)),
  ),
  ...transposes.map((perm) =>
    conformanceCase('Transpose', `to ${perm}`, [uniform(perm.map((axis) => axis + 2))], (x) =>
      tf.transpose(x, perm),
    ),
  ),
  conformanceCase('Transpose', 'int32', [integers([3, 4], 0, 9)], (x) => tf.transpose(x)),
  conformanceCase('Transpose', 'bool', [booleans([3, 4])], (x) => tf.transpose(x)),
  conformanceCase('BroadcastTo', 'a row', [uniform([1, 4])], (x) => tf.broadcastTo(x, [3, 4])),
  conformanceCase('BroadcastTo', 'to a higher rank', [uniform([3, 1])], (x) =>
    tf.broadcastTo(x, [2, 3, 4]),
  ),
  conformanceCase('Tile', 'rank 1', [uniform([3])], (x) => tf.tile(x, [4])),
  conformanceCase('Tile', 'rank 2', [uniform([2, 3])], (x) => tf.tile(x, [2, 3])),
  conformanceCase('Tile', 'rank 4', [uniform([2, 1, 3, 2])], (x) => tf.tile(x, [1, 2, 2, 1])),
  conformanceCase('Tile', 'int32', [integers([2, 3], 0, 9)], (x) => tf.tile(x, [2, 2])),
  ...[0, 1, -1].map((axis) =>
    conformanceCase(
      'Concat',
      `axis ${axis}`,
      [uniform([2, 3]), uniform([2, 3]), uniform([2, 3])],
      (...x) => tf.concat(x, axis),
    ),
  ),
  conformanceCase('Concat', 'different lengths', [uniform([2, 3]), uniform([2, 5])], (...x) =>
    tf.concat(x, 1),
  ),
  conformanceCase('Concat', 'an empty one', [uniform([2, 0]), uniform([2, 5])], (...x) =>
    tf.concat(x, 1),
  ),
  ...[0, 1, -1].map((axis) =>
    conformanceCase('Pack', `axis ${axis}`, [uniform([2, 3]), uniform([2, 3])], (...x) =>
      tf.stack(x, axis),
    ),
  ),
  ...[0, 1, -1].map((axis) =>
    conformanceCase('Unpack', `axis ${axis}`, [uniform([2, 3, 4])], (x) =>
      weighted(tf.unstack(x, axis)),
    ),
  ),
  ...[0, 1, -1].map((axis) =>
    conformanceCase('SplitV', `in equal parts, axis ${axis}`, [uniform([4, 6])], (x) =>
      weighted(tf.split(x, 2, axis)),
    ),
  ),
  conformanceCase('SplitV', 'in unequal parts', [uniform([4, 6])], (x) => {
    const [a, b, c] = tf.split(x, [1, 2, 3], 1) as [Tensor, Tensor, Tensor];
    return tf.concat([c, a, b], 1);
  }),
  conformanceCase('Slice', 'rank 1', [uniform([7])], (x) => tf.slice(x, 2, 3)),
  conformanceCase('Slice', 'rank 3', [uniform([3, 4, 5])], (x) =>
    tf.slice(x, [1, 0, 2], [2, -1, 2]),
  ),
  conformanceCase('Slice', 'rank 5', [uniform([2, 3, 2, 3, 2])], (x) =>
    tf.slice(x, [1, 0, 1, 1, 0], [1, 2, 1, 2, 1]),
  ),
  conformanceCase('Slice', 'int32', [integers([3, 4], 0, 9)], (x) => tf.slice(x, [1, 1], [2, 2])),
  conformanceCase(
    'StridedSlice',
    'rank 2',
    [uniform([5, 6])],
    (x) => tf.stridedSlice(x, [0, 5], [5, 0], [2, -2]),
    withoutGradient,
  ),
  ...[0, [0, 1], -1].map((axis) =>
    conformanceCase('Reverse', `axes ${axis}`, [uniform([2, 3, 4])], (x) => tf.reverse(x, axis)),
  ),
  conformanceCase('PadV2', 'rank 1', [uniform([3])], (x) => tf.pad(x, [[2, 1]])),
  conformanceCase('PadV2', 'rank 2, by a value', [uniform([2, 3])], (x) =>
    tf.pad(
      x,
      [
        [1, 0],
        [2, 1],
      ],
      7,
    ),
  ),
  conformanceCase('PadV2', 'rank 4', [uniform([2, 3, 2, 2])], (x) =>
    tf.pad(x, [
      [0, 0],
      [1, 2],
      [2, 0],
      [0, 0],
    ]),
  ),
  ...(['reflect', 'symmetric'] as const).map((mode) =>
    conformanceCase(
      'MirrorPad',
      mode,
      [uniform([3, 4])],
      (x) =>
        tf.mirrorPad(
          x,
          [
            [1, 2],
            [2, 1],
          ],
          mode,
        ),
      {
        // tfjs's gradient forgets the mirrored values.
        exact: mirrored([3, 4], [1, 2], mode === 'reflect' ? 0 : 1),
        repaired: true,
      },
    ),
  ),
  conformanceCase('BatchToSpaceND', 'with crops', [uniform([8, 2, 3, 2])], (x) =>
    tf.batchToSpaceND(
      x,
      [2, 2],
      [
        [1, 0],
        [0, 1],
      ],
    ),
  ),
  conformanceCase('SpaceToBatchND', 'with padding', [uniform([2, 3, 4, 2])], (x) =>
    tf.spaceToBatchND(
      x,
      [2, 2],
      [
        [1, 0],
        [0, 2],
      ],
    ),
  ),
  conformanceCase(
    'DepthToSpace',
    'blocks of 2',
    [uniform([2, 2, 3, 8])],
    (x) => tf.depthToSpace(x as Tensor4D, 2),
    withoutGradient,
  ),
  conformanceCase('Diag', 'rank 1', [uniform([4])], (x) => tf.diag(x), withoutGradient),
];

/** Mirrors a matrix beyond its edges; `repeat` is 1 where the edge itself is repeated. */
function mirrored(
  [rows, columns]: readonly [number, number],
  [before, after]: readonly [number, number],
  repeat: number,
): (x: number[]) => number[] {
  const source = (at: number, length: number): number => {
    if (at < 0) return -at - repeat;
    return at < length ? at : 2 * (length - 1) - at + repeat;
  };
  return (x) => {
    const result: number[] = [];
    for (let row = -before; row < rows + after; row++) {
      for (let column = -after; column < columns + before; column++) {
        result.push(x[source(row, rows) * columns + source(column, columns)] as number);
      }
    }
    return result;
  };
}

const ids = (values: readonly number[], shape?: number[]) => literal(values, shape, 'int32');

export const indexingCases: readonly ConformanceCase[] = [
  ...[0, 1, -1].map((axis) =>
    conformanceCase(
      'GatherV2',
      `axis ${axis}`,
      [uniform([4, 5, 4]), ids([1, 3, 1, 0])],
      (x, indices) => tf.gather(x, indices as Tensor1D, axis),
    ),
  ),
  conformanceCase(
    'GatherV2',
    'a matrix of indices, as an embedding has it',
    [uniform([6, 3]), ids([1, 3, 1, 0, 5, 5], [2, 3])],
    (x, indices) => tf.gather(x, indices as Tensor1D),
  ),
  conformanceCase(
    'GatherV2',
    'one list of indices a batch',
    [uniform([2, 4, 3]), ids([1, 3, 1, 0, 0, 2], [2, 3])],
    (x, indices) => tf.gather(x, indices as Tensor1D, 1, 1),
    { repaired: true, exact: gatheredInBatch },
  ),
  conformanceCase(
    'UnsortedSegmentSum',
    'rank 1',
    [uniform([6]), ids([0, 2, 0, 1, 2, 2])],
    (x, segments) => tf.unsortedSegmentSum(x, segments as Tensor1D, 4),
  ),
  conformanceCase(
    'UnsortedSegmentSum',
    'rank 3, negative ids are dropped',
    [uniform([4, 2, 3]), ids([1, -1, 1, 0])],
    (x, segments) => tf.unsortedSegmentSum(x, segments as Tensor1D, 3),
  ),
  conformanceCase(
    'UnsortedSegmentSum',
    'no segment hit',
    [uniform([2, 3]), ids([7, -1])],
    (x, segments) => tf.unsortedSegmentSum(x, segments as Tensor1D, 2),
    withoutGradient,
  ),
  ...(['int32', 'float32', 'bool'] as const).flatMap((dtype) => [
    conformanceCase('OneHot', dtype, [ids([0, 3, 1, -1, 4])], (indices) =>
      tf.oneHot(indices, 4, 1, 0, dtype),
    ),
    conformanceCase(
      'OneHot',
      `${dtype}, a matrix of indices`,
      [ids([0, 3, 1, 2], [2, 2])],
      (indices) => tf.oneHot(indices, 4, 1, 0, dtype),
    ),
  ]),
  conformanceCase('OneHot', 'float32, fractions', [ids([0, 2])], (indices) =>
    tf.oneHot(indices, 3, 0.9, 0.05, 'float32'),
  ),
  conformanceCase(
    'GatherNd',
    'rank 3',
    [uniform([3, 4, 2]), ids([0, 1, 2, 3], [2, 2])],
    (x, indices) => tf.gatherND(x, indices),
    withoutGradient,
  ),
  conformanceCase(
    'ScatterNd',
    'rows',
    [ids([1, 3, 1], [3, 1]), uniform([3, 2])],
    (indices, updates) => tf.scatterND(indices, updates, [5, 2]),
    withoutGradient,
  ),
  conformanceCase(
    'TopK',
    'values',
    [uniform([3, 7])],
    (x) => tf.topk(x, 3).values,
    withoutGradient,
  ),
  conformanceCase(
    'TopK',
    'indices',
    [uniform([3, 7])],
    (x) => tf.topk(x, 3).indices,
    withoutGradient,
  ),
  conformanceCase(
    'DenseBincount',
    'weighted',
    [ids([0, 1, 1, 3]), uniform([4])],
    (x, weights) => tf.denseBincount(x as Tensor1D, weights as Tensor1D, 5),
    withoutGradient,
  ),
  conformanceCase('Fill', 'float32', [], () => tf.fill([2, 3], 1.5), withoutGradient),
  conformanceCase('Range', 'float32', [], () => tf.range(0, 3, 0.5), withoutGradient),
  conformanceCase('LinSpace', 'float32', [], () => tf.linspace(0, 1, 7), withoutGradient),
];

function gatheredInBatch(x: number[]): number[] {
  const indices = [
    [1, 3, 1],
    [0, 0, 2],
  ];
  return indices.flatMap((batch, b) =>
    batch.flatMap((row) => [0, 1, 2].map((column) => x[(b * 4 + row) * 3 + column] as number)),
  );
}
