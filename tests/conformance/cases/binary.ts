import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type ConformanceCase, conformanceCase } from '../ConformanceCase';
import { pairs } from '../float64';
import { booleans, integers, literal, uniform } from '../operands';

interface Binary {
  readonly call: (a: Tensor, b: Tensor) => Tensor;
  readonly f: (a: number, b: number) => number;
  /** The domains of both operands, where the default does not do. */
  readonly domains?: readonly [readonly [number, number], readonly [number, number]];
  /** tfjs's gradient forgets to sum over the axes that were broadcast. */
  readonly gradientForgetsBroadcast?: boolean;
}

const asFloat = (call: Binary['call']) => (a: Tensor, b: Tensor) => tf.cast(call(a, b), 'float32');

const binary: Readonly<Record<string, Binary>> = {
  Add: { call: tf.add, f: (a, b) => a + b },
  Sub: { call: tf.sub, f: (a, b) => a - b },
  Multiply: { call: tf.mul, f: (a, b) => a * b },
  RealDiv: {
    call: tf.div,
    f: (a, b) => a / b,
    domains: [
      [-2, 2],
      [0.5, 3],
    ],
  },
  Maximum: { call: tf.maximum, f: Math.max, gradientForgetsBroadcast: true },
  Minimum: { call: tf.minimum, f: Math.min, gradientForgetsBroadcast: true },
  Mod: {
    call: tf.mod,
    f: (a, b) => a - b * Math.floor(a / b),
    domains: [
      [-2, 2],
      [0.7, 0.9],
    ],
  },
  Pow: {
    call: tf.pow,
    f: (a, b) => a ** b,
    domains: [
      [0.3, 2],
      [-2, 2],
    ],
  },
  SquaredDifference: {
    call: tf.squaredDifference,
    f: (a, b) => (a - b) ** 2,
    gradientForgetsBroadcast: true,
  },
  Atan2: { call: tf.atan2, f: Math.atan2 },
  GreaterEqual: { call: asFloat(tf.greaterEqual), f: (a, b) => Number(a >= b) },
};

const broadcasts: Readonly<Record<string, readonly [number[], number[]]>> = {
  'same shape': [
    [3, 5],
    [3, 5],
  ],
  'by a scalar': [[3, 5], []],
  'of a scalar': [[], [3, 5]],
  'by a row': [
    [2, 3, 5],
    [1, 5],
  ],
  'by a row of lower rank': [[2, 3, 5], [5]],
  'by a column': [
    [3, 5],
    [3, 1],
  ],
  'column by row': [
    [3, 1],
    [1, 5],
  ],
  'rank 5 by an inner axis': [
    [2, 1, 3, 2, 2],
    [3, 1, 1],
  ],
  empty: [
    [0, 5],
    [1, 5],
  ],
};

const ofEachFunction = Object.entries(binary).flatMap(([op, { call, f, domains, ...rest }]) => {
  const [domainA, domainB] = domains ?? [
    [-2, 2],
    [-2, 2],
  ];
  return Object.entries(broadcasts).map(([title, [a, b]]) =>
    conformanceCase(op, title, [uniform(a, ...domainA), uniform(b, ...domainB)], call, {
      exact: pairs(f, a, b),
      // tfjs's gradients cannot reshape nothing to the shape of a row.
      differentiable: title !== 'empty',
      ...(rest.gradientForgetsBroadcast && !['same shape', 'empty'].includes(title)
        ? { repaired: true }
        : {}),
    }),
  );
});

const forwardOnly: Readonly<Record<string, Binary['call']>> = {
  Equal: tf.equal,
  NotEqual: tf.notEqual,
  Greater: tf.greater,
  Less: tf.less,
  LessEqual: tf.lessEqual,
};

const integral: Readonly<Record<string, Binary['call']>> = {
  ...Object.fromEntries(Object.entries(binary).map(([op, { call }]) => [op, call])),
  ...forwardOnly,
  // The backends do not agree whether floats give floats.
  FloorDiv: asFloat(tf.floorDiv),
};

const withoutGradient = { differentiable: false };

export const binaryCases: readonly ConformanceCase[] = [
  ...ofEachFunction,
  ...Object.entries(forwardOnly).map(([op, call]) =>
    conformanceCase(op, 'float32', [uniform([3, 5]), uniform([5])], call, withoutGradient),
  ),
  // Integers, and integers with floats: the cpu backend says which dtype results.
  ...Object.entries(integral).map(([op, call]) =>
    conformanceCase(
      op,
      'int32',
      [integers([3, 5], -4, 5), integers([5], 1, 4)],
      call,
      withoutGradient,
    ),
  ),
  ...Object.entries(integral).map(([op, call]) =>
    conformanceCase(
      op,
      'float32 with int32',
      [uniform([3, 5], 0.2, 3), integers([5], 1, 4)],
      call,
      withoutGradient,
    ),
  ),
  conformanceCase(
    'FloorDiv',
    'float32',
    [uniform([3, 5], -4, 4), uniform([5], 1, 3)],
    asFloat(tf.floorDiv),
  ),
  ...Object.entries({ LogicalAnd: tf.logicalAnd, LogicalOr: tf.logicalOr }).map(([op, call]) =>
    conformanceCase(op, 'bool', [booleans([3, 5]), booleans([5])], call, withoutGradient),
  ),
  conformanceCase('LogicalNot', 'bool', [booleans([3, 5])], tf.logicalNot, withoutGradient),
  conformanceCase(
    'Prelu',
    'one slope a channel',
    [uniform([2, 3, 4]), uniform([4], 0.1, 0.5)],
    tf.prelu,
    { exact: pairs((x, alpha) => (x > 0 ? x : alpha * x), [2, 3, 4], [4]) },
  ),
  conformanceCase(
    'Prelu',
    'one slope an element',
    [uniform([3, 4]), uniform([3, 4], 0.1, 0.5)],
    tf.prelu,
    { exact: pairs((x, alpha) => (x > 0 ? x : alpha * x), [3, 4], [3, 4]) },
  ),
  conformanceCase(
    'Maximum',
    'NaN',
    [literal([Number.NaN, 1, -1]), literal([1, Number.NaN, 2])],
    tf.maximum,
    {
      ...withoutGradient,
      exact: (a, b) => a.map((x, i) => Math.max(x, b[i] as number)),
    },
  ),
  conformanceCase('AddN', 'three', [uniform([3, 5]), uniform([3, 5]), uniform([3, 5])], (...x) =>
    tf.addN(x),
  ),
  conformanceCase(
    'Select',
    'same shape',
    [booleans([3, 5]), uniform([3, 5]), uniform([3, 5])],
    (condition, a, b) => tf.where(condition, a, b),
  ),
  conformanceCase(
    'Select',
    'a condition a row',
    [booleans([3, 1]), uniform([3, 5]), uniform([1, 5])],
    (condition, a, b) => tf.where(condition, a, b),
  ),
  conformanceCase(
    'Select',
    'int32',
    [booleans([3, 5]), integers([3, 5], 0, 9), integers([3, 5], 0, 9)],
    (condition, a, b) => tf.where(condition, a, b),
  ),
];
