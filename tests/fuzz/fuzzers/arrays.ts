import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import type { FuzzCase, Fuzzers } from '../FuzzCase';
import { repeatedShapes, shapes, shapesWithAxes } from '../geometry/shapes';
import { booleans, floats, integers, numbers, type Style } from '../operands';

const identity: fc.Arbitrary<FuzzCase> = shapes().chain((shape) =>
  fc.record<FuzzCase>({ inputs: fc.record({ x: numbers(shape) }), attrs: fc.constant({}) }),
);

const tile: fc.Arbitrary<FuzzCase> = repeatedShapes.chain(({ shape, reps }) =>
  fc.record<FuzzCase>({ inputs: fc.record({ x: numbers(shape) }), attrs: fc.constant({ reps }) }),
);

/** A part of every axis, perhaps an empty one; the last of an axis may be left to the kernel. */
const slice: fc.Arbitrary<FuzzCase> = fc
  .array(
    fc
      .tuple(fc.nat(7), fc.nat(7), fc.nat(7), fc.boolean())
      .map(([before, size, after, isRest]) => ({
        length: before + size + (isRest ? 0 : after),
        begin: before,
        size: isRest ? -1 : size,
      })),
    { maxLength: 5 },
  )
  .chain((axes) =>
    fc.record<FuzzCase>({
      inputs: fc.record({ x: numbers(axes.map(({ length }) => length)) }),
      attrs: fc.constant({
        begin: axes.map(({ begin }) => begin),
        size: axes.map(({ size }) => size),
      }),
    }),
  );

const padV2: fc.Arbitrary<FuzzCase> = fc
  .array(fc.record({ size: fc.nat(5), before: fc.nat(3), behind: fc.nat(3) }), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((axes) => {
    const shape = axes.map(({ size }) => size);
    const paddings = axes.map(({ before, behind }) => [before, behind]);
    return numbers(shape).chain((x) =>
      fc.record<FuzzCase>({
        inputs: fc.constant({ x }),
        attrs: fc.record({
          paddings: fc.constant(paddings),
          constantValue: x.dtype === 'bool' ? fc.constantFrom(0, 1) : fc.constantFrom(0, 1, -7),
        }),
      }),
    );
  });

/** Parts along one axis of a shape. */
const partitions = fc
  .tuple(
    shapes(4, 6, { minRank: 1 }),
    fc.nat(3),
    fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }),
    fc.boolean(),
  )
  .map(([shape, at, sizes, isNegative]) => {
    const place = at % shape.length;
    return {
      sizes,
      axis: isNegative ? place - shape.length : place,
      shapeWith: (size: number) => shape.map((length, i) => (i === place ? size : length)),
    };
  });

const splitV: fc.Arbitrary<FuzzCase> = partitions.chain(({ sizes, axis, shapeWith }) =>
  fc.record<FuzzCase>({
    inputs: fc.record({ x: numbers(shapeWith(sizes.reduce((sum, size) => sum + size, 0))) }),
    attrs: fc.constant({ numOrSizeSplits: sizes, axis }),
  }),
);

const concat: fc.Arbitrary<FuzzCase> = partitions.chain(({ sizes, axis, shapeWith }) =>
  fc.constantFrom(floats, integers, booleans).chain((operands) =>
    fc.record<FuzzCase>({
      inputs: fc.record(
        Object.fromEntries(sizes.map((size, i) => [`part${i}`, operands(shapeWith(size))])),
      ),
      attrs: fc.constant({}),
      run: fc.constant((inputs) =>
        tf
          .engine()
          .runKernel<Tensor>(tf.Concat, Object.values(inputs) as unknown as NamedTensorMap, {
            axis,
          }),
      ),
    }),
  ),
);

const cast: fc.Arbitrary<FuzzCase> = shapes(3, 20).chain((shape) =>
  fc.record<FuzzCase>({
    inputs: fc.record({
      // What is beyond int32 has no value as one.
      x: fc.oneof(
        floats(shape, ['few', 'moderate', 'unit', 'tiny']),
        integers(shape, -300, 300),
        booleans(shape),
      ),
    }),
    attrs: fc.record({ dtype: fc.constantFrom('float32', 'int32', 'bool') }),
  }),
);

interface Gather {
  readonly batch: number[];
  readonly outer: number[];
  readonly rows: number;
  readonly slice: number[];
  readonly ids: number[];
  readonly isNegative: boolean;
}

/** A gather by definition: in a batch, the cpu backend takes the indices of the first one for all. */
function gathered({ batch, outer, rows, slice, ids }: Gather, x: Tensor, indices: Tensor): Tensor {
  const [batchSize, outerSize, sliceSize, count] = [batch, outer, slice, ids].map((shape) =>
    tf.util.sizeFromShape(shape),
  ) as [number, number, number, number];
  const [values, from] = [x.dataSync(), indices.dataSync()];
  const result: number[] = [];
  for (let line = 0; line < batchSize * outerSize; line++) {
    const atIds = Math.floor(line / outerSize) * count;
    for (let i = 0; i < count; i++) {
      const at = (line * rows + (from[atIds + i] as number)) * sliceSize;
      result.push(...values.slice(at, at + sliceSize));
    }
  }
  return tf.tensor(result, [...batch, ...outer, ...ids, ...slice], x.dtype);
}

const gatherV2: fc.Arbitrary<FuzzCase> = fc
  .record<Gather>({
    batch: shapes(2, 3, { minLength: 1 }),
    outer: shapes(1, 4, { minLength: 1 }),
    rows: fc.integer({ min: 1, max: 8 }),
    slice: shapes(1, 5, { minLength: 1 }),
    ids: shapes(2, 5, { minLength: 1 }),
    isNegative: fc.boolean(),
  })
  .chain((gather) => {
    const { batch, outer, rows, slice, ids, isNegative } = gather;
    const shape = [...batch, ...outer, rows, ...slice];
    const axis = batch.length + outer.length - (isNegative ? shape.length : 0);
    return fc.record<FuzzCase>({
      inputs: fc.record({
        x: fc.oneof(floats(shape), integers(shape)),
        indices: integers([...batch, ...ids], 0, rows),
      }),
      attrs: fc.constant({ axis, batchDims: batch.length }),
      reference: fc.constant(({ x, indices }) => gathered(gather, x as Tensor, indices as Tensor)),
    });
  });

const oneHot: fc.Arbitrary<FuzzCase> = fc
  .tuple(shapes(3, 9), fc.integer({ min: 1, max: 9 }))
  .chain(([shape, depth]) =>
    fc.record<FuzzCase>({
      // Some have no place.
      inputs: fc.record({ indices: integers(shape, -2, depth + 2) }),
      attrs: fc.oneof(
        fc.record({
          dtype: fc.constantFrom('float32', 'int32'),
          depth: fc.constant(depth),
          onValue: fc.integer({ min: -3, max: 3 }),
          offValue: fc.integer({ min: -3, max: 3 }),
        }),
        fc.constant({ dtype: 'bool', depth, onValue: 1, offValue: 0 }),
      ),
    }),
  );

const unsortedSegmentSum: fc.Arbitrary<FuzzCase> = fc
  .tuple(shapes(2, 7), shapes(2, 5), fc.integer({ min: 1, max: 6 }))
  .chain(([ids, row, numSegments]) =>
    fc.record<FuzzCase>({
      inputs: fc.record({
        // The cpu backend multiplies by zeros, and so makes NaN of what is not finite.
        x: floats([...ids, ...row], ['unit', 'few', 'wide', 'tiny']),
        segmentIds: integers(ids, -1, numSegments + 1),
      }),
      attrs: fc.constant({ numSegments }),
      reference: fc.constant(({ x, segmentIds }) =>
        segmentSums(x as Tensor, segmentIds as Tensor, numSegments),
      ),
      magnitude: fc.constant(({ x }) => {
        const sums = tf.sum(
          tf.reshape(x as Tensor, [tf.util.sizeFromShape(ids), tf.util.sizeFromShape(row)]),
          0,
        );
        return tf.broadcastTo(tf.reshape(sums, row), [numSegments, ...row]);
      }),
    }),
  );

/** The sum of the rows of each segment; those of none are dropped. */
function segmentSums(x: Tensor, segmentIds: Tensor, numSegments: number): Tensor {
  const row = x.shape.slice(segmentIds.rank);
  const size = tf.util.sizeFromShape(row);
  const [values, ids] = [x.dataSync(), segmentIds.dataSync()];
  const sums = new Float64Array(numSegments * size);
  ids.forEach((id, i) => {
    if (id < 0 || id >= numSegments) return;
    for (let j = 0; j < size; j++) {
      sums[id * size + j] = (sums[id * size + j] as number) + (values[i * size + j] as number);
    }
  });
  return tf.tensor([...sums], [numSegments, ...row]);
}

const transpose: fc.Arbitrary<FuzzCase> = shapes(6, 6).chain((shape) =>
  fc
    .shuffledSubarray(
      shape.map((_, axis) => axis),
      { minLength: shape.length },
    )
    .chain((perm) =>
      fc.record<FuzzCase>({
        inputs: fc.record({ x: numbers(shape) }),
        attrs: fc.constant({ perm }),
      }),
    ),
);

/** A running sum or product, which cpu has along axes that are not negative. */
const cumulation = (kernelName: string, styles: readonly Style[]): fc.Arbitrary<FuzzCase> =>
  shapes(4, 9, { minRank: 1, minLength: 1 }).chain((shape) =>
    fc
      .tuple(
        floats(shape, styles),
        fc.record({
          axis: fc.integer({ min: -shape.length, max: shape.length - 1 }),
          exclusive: fc.boolean(),
          reverse: fc.boolean(),
        }),
      )
      .map(
        ([x, attrs]): FuzzCase => ({
          inputs: { x },
          attrs,
          reference: ({ x }) =>
            tf.engine().runKernel<Tensor>(
              kernelName,
              { x: x as Tensor },
              {
                ...attrs,
                axis: attrs.axis < 0 ? attrs.axis + shape.length : attrs.axis,
              },
            ),
          magnitude: 'sums',
        }),
      ),
  );

/** Numbers whose products stay within float32, whatever their order. */
const factors: readonly Style[] = ['unit', 'few', 'positive'];

const prod: fc.Arbitrary<FuzzCase> = shapesWithAxes(shapes(3, 6)).chain(({ shape, axes }) =>
  fc.record<FuzzCase>({
    inputs: fc.record({ x: floats(shape, factors) }),
    attrs: fc.record({ axis: fc.constant(axes), keepDims: fc.boolean() }),
    tolerance: fc.constant({ ofElement: 1e-4, absolute: 1e-42 }),
  }),
);

/** What moves, chooses and accumulates elements. */
export const arrayFuzzers: Fuzzers = {
  [tf.Identity]: identity,
  [tf.Tile]: tile,
  [tf.Slice]: slice,
  [tf.PadV2]: padV2,
  [tf.SplitV]: splitV,
  [tf.Concat]: concat,
  [tf.Transpose]: transpose,
  [tf.Cast]: cast,
  [tf.GatherV2]: gatherV2,
  [tf.OneHot]: oneHot,
  [tf.UnsortedSegmentSum]: unsortedSegmentSum,
  [tf.Cumsum]: cumulation(tf.Cumsum, ['unit', 'few', 'wide', 'tiny', 'special']),
  [tf.Cumprod]: cumulation(tf.Cumprod, factors),
  [tf.Prod]: prod,
};
