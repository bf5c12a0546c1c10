import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import type { FuzzCase, Fuzzers } from '../FuzzCase';
import { broadcastShapes, shapes, shapesWithAxes } from '../geometry/shapes';
import { anyStyle, booleans, floats, integers, numbers, type Style } from '../operands';

const withModerate: readonly Style[] = [...anyStyle, 'moderate', 'moderate', 'positive'];

/** A function of real numbers, which may be integers: the cpu backend rounds its values to such. */
const unary = (f: (x: number) => number, tolerance = 4e-7): fc.Arbitrary<FuzzCase> =>
  shapes(3, 20).chain((shape) =>
    fc.record<FuzzCase>({
      inputs: fc.record({
        x: fc.oneof(
          { weight: 6, arbitrary: floats(shape, withModerate) },
          { weight: 1, arbitrary: integers(shape) },
        ),
      }),
      attrs: fc.constant({}),
      reference: fc.constant(({ x }) => {
        const { shape } = x as Tensor;
        return tf.tensor(Array.from((x as Tensor).dataSync(), f), shape, 'float32');
      }),
      tolerance: fc.constant({ ofElement: tolerance, absolute: 3e-45 }),
    }),
  );

/** What is said of each number of any dtype. */
const predicate: fc.Arbitrary<FuzzCase> = shapes(3, 20).chain((shape) =>
  fc.record<FuzzCase>({ inputs: fc.record({ x: numbers(shape) }), attrs: fc.constant({}) }),
);

/** The gradient of a function that is one pass, by the stock operations on cpu. */
const unaryGradient = (reference: (x: Tensor, dy: Tensor) => Tensor): fc.Arbitrary<FuzzCase> =>
  shapes(3, 20).chain((shape) =>
    fc.record<FuzzCase>({
      inputs: fc.record({ x: floats(shape), dy: floats(shape, ['unit', 'wide', 'tiny', 'huge']) }),
      attrs: fc.constant({}),
      reference: fc.constant(({ x, dy }) => reference(x as Tensor, dy as Tensor)),
      tolerance: fc.constant({ ofElement: 3e-7 }),
    }),
  );

/** A comparison or an extremum, of two tensors of one dtype. */
const binary = (dtypes: readonly ('float32' | 'int32' | 'bool')[]): fc.Arbitrary<FuzzCase> =>
  fc.tuple(broadcastShapes, fc.constantFrom(...dtypes)).chain(([[a, b], dtype]) => {
    const draw = (shape: number[]) =>
      dtype === 'float32'
        ? floats(shape)
        : dtype === 'int32'
          ? integers(shape, -3, 4)
          : booleans(shape);
    return fc.record<FuzzCase>({
      inputs: fc.record({ a: draw(a), b: draw(b) }),
      attrs: fc.constant({}),
    });
  });

const compared = binary(['float32', 'float32', 'float32', 'int32', 'bool']);
const extremum = binary(['float32', 'float32', 'float32', 'int32']);

const clipByValue: fc.Arbitrary<FuzzCase> = shapes(3, 20).chain((shape) =>
  fc.record<FuzzCase>({
    inputs: fc.record({ x: fc.oneof(floats(shape), floats(shape), integers(shape, -9, 9)) }),
    attrs: fc
      .tuple(fc.integer({ min: -8, max: 8 }), fc.integer({ min: 0, max: 8 }))
      .map(([low, width]) => ({ clipValueMin: low / 2, clipValueMax: (low + width) / 2 })),
  }),
);

const select: fc.Arbitrary<FuzzCase> = shapes(3, 9).chain((shape) =>
  fc
    .oneof(
      fc.tuple(floats(shape), floats(shape)),
      fc.tuple(floats(shape), floats(shape)),
      fc.tuple(integers(shape), integers(shape)),
    )
    .chain(([t, e]) =>
      fc.record<FuzzCase>({
        inputs: fc.record({
          // One for all, or one for each line.
          condition: fc.oneof(booleans(shape), booleans(shape), booleans(shape.slice(0, 1))),
          t: fc.constant(t),
          e: fc.constant(e),
        }),
        attrs: fc.constant({}),
      }),
    ),
);

/** A sum or mean over any axes. */
const reduction = (isMean: boolean): fc.Arbitrary<FuzzCase> =>
  shapesWithAxes(shapes(4, 12)).chain(({ shape, axes }) => {
    const count = tf.util.sizeFromShape(axes.map((axis) => shape.at(axis) as number));
    return fc
      .record({
        x: fc.oneof(floats(shape), floats(shape), floats(shape), integers(shape)),
        keepDims: fc.boolean(),
      })
      .map(
        ({ x, keepDims }): FuzzCase => ({
          inputs: { x },
          attrs: { axis: axes, keepDims },
          // On cpu the mean of no numbers is 0.
          ...(isMean && {
            reference: ({ x }) => tf.div(tf.sum(x as Tensor, axes, keepDims), count),
          }),
          magnitude: 'sums',
        }),
      );
  });

const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** Elementwise functions, comparisons, choices and sums. */
export const elementwiseFuzzers: Fuzzers = {
  [tf.Exp]: unary(Math.exp),
  [tf.Expm1]: unary(Math.expm1),
  [tf.Log]: unary(Math.log),
  [tf.Log1p]: unary(Math.log1p),
  [tf.Softplus]: unary(softplus),
  [tf.Tanh]: unary(Math.tanh),
  // These are the stock kernels but for integers.
  [tf.Acosh]: unary(Math.acosh, 1e-5),
  [tf.Asinh]: unary(Math.asinh, 1e-5),
  [tf.IsFinite]: predicate,
  [tf.IsNan]: predicate,
  ReluGrad: unaryGradient((x, dy) => tf.mul(dy, tf.step(x))),
  SquareGrad: unaryGradient((x, dy) => tf.mul(dy, tf.mul(x, 2))),
  ...Object.fromEntries(
    [tf.Equal, tf.NotEqual, tf.Less, tf.LessEqual, tf.Greater, tf.GreaterEqual].map((name) => [
      name,
      compared,
    ]),
  ),
  [tf.Maximum]: extremum,
  [tf.Minimum]: extremum,
  [tf.ClipByValue]: clipByValue,
  [tf.Select]: select,
  [tf.Sum]: reduction(false),
  [tf.Mean]: reduction(true),
};
