import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type CaseOf, type ConformanceCase, conformanceCase } from '../ConformanceCase';
import { alongAxis, logSumExp, product, reduced, running, sum } from '../float64';
import { booleans, integers, literal, uniform } from '../operands';

type Axes = number | number[] | undefined;
type Reduction = (x: Tensor, axes?: number | number[], keepDims?: boolean) => Tensor;

const reductions: Readonly<Record<string, [Reduction, (values: number[]) => number]>> = {
  Sum: [tf.sum, sum],
  Mean: [tf.mean, (values) => sum(values) / values.length],
  Max: [tf.max, (values) => Math.max(...values)],
  Min: [tf.min, (values) => Math.min(...values)],
  Prod: [tf.prod, product],
  LogSumExp: [tf.logSumExp, logSumExp],
};

const shape = [2, 3, 4];
const axesOf: readonly Axes[] = [undefined, 0, 1, 2, -1, -3, [0, 2], [-1, -2], [1, 2], [0, 1]];

/**
 * tfjs's gradient of Prod takes negative axes for what they are not, and calls a method of tensors
 * that is there only where all of `@tensorflow/tfjs` is imported.
 */
const gradientOf = (op: string): CaseOf => (op === 'Prod' ? { repaired: true } : {});

const ofEachReduction = Object.entries(reductions).flatMap(([op, [call, f]]) => [
  ...axesOf.flatMap((axes) =>
    [false, true].map((keepDims) =>
      conformanceCase(
        op,
        `axes ${axes ?? 'all'}${keepDims ? ', kept' : ''}`,
        [uniform(shape, 0.5, 2)],
        (x) => call(x, axes, keepDims),
        {
          exact: reduced(f, shape, axes),
          ...gradientOf(op),
        },
      ),
    ),
  ),
  conformanceCase(op, 'rank 5', [uniform([2, 2, 3, 2, 2])], (x) => call(x, [1, 3]), {
    exact: reduced(f, [2, 2, 3, 2, 2], [1, 3]),
    ...gradientOf(op),
  }),
  conformanceCase(op, 'scalar', [uniform([])], (x) => call(x), {
    exact: reduced(f, []),
    ...gradientOf(op),
  }),
]);

const emptied: Readonly<Record<string, Reduction>> = { Sum: tf.sum, Prod: tf.prod };

const integral: Readonly<Record<string, Reduction>> = {
  Sum: tf.sum,
  Mean: tf.mean,
  Max: tf.max,
  Min: tf.min,
  Prod: tf.prod,
};

const scans: Readonly<
  Record<
    string,
    [
      (x: Tensor, axis?: number, exclusive?: boolean, reverse?: boolean) => Tensor,
      (a: number, b: number) => number,
      number,
    ]
  >
> = {
  Cumsum: [tf.cumsum, (a, b) => a + b, 0],
  Cumprod: [tf.cumprod, (a, b) => a * b, 1],
};

const ofEachScan = Object.entries(scans).flatMap(([op, [call, combine, start]]) => {
  // tfjs has no gradient of Cumprod.
  const differentiable = op === 'Cumsum';
  return [
    ...[0, 1, 2, -1, -2, -3].flatMap((axis) =>
      [
        [false, false],
        [true, false],
        [false, true],
        [true, true],
      ].map(([exclusive, reverse]) =>
        conformanceCase(
          op,
          `axis ${axis}${exclusive ? ', exclusive' : ''}${reverse ? ', reversed' : ''}`,
          [uniform(shape, 0.5, 2)],
          (x) => call(x, axis, exclusive, reverse),
          {
            exact: alongAxis(
              running(combine, start, exclusive as boolean, reverse as boolean),
              shape,
              axis,
            ),
            differentiable,
            // Negative axes are wrong in both kernels, inner ones in tfjs's gradient.
            ...(axis === 2 ? {} : { repaired: true }),
          },
        ),
      ),
    ),
    conformanceCase(op, 'int32', [integers([3, 4], -3, 4)], (x) => call(x, 1), {
      differentiable: false,
    }),
    conformanceCase(op, 'empty', [uniform([2, 0])], (x) => call(x, 1), { differentiable: false }),
  ];
});

const withoutGradient = { differentiable: false };

export const reductionCases: readonly ConformanceCase[] = [
  ...ofEachReduction,
  ...Object.entries(emptied).map(([op, call]) =>
    conformanceCase(op, 'over no elements', [uniform([3, 0])], (x) => call(x, 1), {
      exact: reduced((reductions[op] as [Reduction, () => number])[1], [3, 0], 1),
      differentiable: false,
    }),
  ),
  ...Object.entries(integral).map(([op, call]) =>
    conformanceCase(op, 'int32', [integers([3, 5], -3, 9)], (x) => call(x, 1), withoutGradient),
  ),
  conformanceCase('Sum', 'bool', [booleans([3, 5])], (x) => tf.sum(x, 0), withoutGradient),
  conformanceCase('Sum', 'a million equal values', [], () => tf.sum(tf.fill([1_000_000], 0.1)), {
    exact: () => [1_000_000 * Math.fround(0.1)],
    differentiable: false,
  }),
  conformanceCase('Mean', 'a million equal values', [], () => tf.mean(tf.fill([1_000_000], 0.1)), {
    exact: () => [Math.fround(0.1)],
    differentiable: false,
  }),
  conformanceCase(
    'Max',
    'ties',
    [literal([1, 3, 3, 2, 2, 2], [2, 3])],
    (x) => tf.max(x, 1), // every maximum gets the whole gradient
  ),
  conformanceCase('Max', 'NaN', [literal([1, Number.NaN, 3])], (x) => tf.max(x), {
    ...withoutGradient,
    exact: () => [Number.NaN],
  }),
  conformanceCase('Prod', 'zeros', [literal([2, 0, 3, 1, 0, 0], [2, 3])], (x) => tf.prod(x, 1), {
    exact: reduced(product, [2, 3], 1),
    ...gradientOf('Prod'),
  }),
  ...[0, 1, -1, -3].flatMap((axis) =>
    Object.entries({ ArgMax: tf.argMax, ArgMin: tf.argMin }).map(([op, call]) =>
      conformanceCase(op, `axis ${axis}`, [uniform(shape)], (x) =>
        tf.cast(call(x, axis), 'float32'),
      ),
    ),
  ),
  ...Object.entries({ All: tf.all, Any: tf.any }).flatMap(([op, call]) =>
    [undefined, 0, -1].map((axis) =>
      conformanceCase(
        op,
        `axes ${axis ?? 'all'}`,
        [booleans([3, 4])],
        (x) => call(x, axis),
        withoutGradient,
      ),
    ),
  ),
  ...ofEachScan,
  ...(['euclidean', 1, Number.POSITIVE_INFINITY] as const).map((order) =>
    conformanceCase('Norm', `order ${order}`, [uniform([3, 4])], (x) => tf.norm(x, order, 1)),
  ),
  conformanceCase('Moments', 'mean and variance', [uniform(shape)], (x) => {
    const { mean, variance } = tf.moments(x, [0, 1]);
    return tf.add(mean, tf.mul(2, variance));
  }),
];
