import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type ConformanceCase, conformanceCase } from '../ConformanceCase';
import { each } from '../float64';
import { integers, literal, uniform } from '../operands';

interface Unary {
  readonly call: (x: Tensor) => Tensor;
  readonly f: (x: number) => number;
  readonly domain?: readonly [number, number];
  /** A domain of integers, from and up to; left out where tfjs takes no integers. */
  readonly integers?: readonly [number, number];
}

const asFloat = (call: (x: Tensor) => Tensor) => (x: Tensor) => tf.cast(call(x), 'float32');
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

const unary: Readonly<Record<string, Unary>> = {
  Abs: { call: tf.abs, f: Math.abs, integers: [-2, 3] },
  Acos: { call: tf.acos, f: Math.acos, domain: [-0.9, 0.9], integers: [-1, 2] },
  Acosh: { call: tf.acosh, f: Math.acosh, domain: [1.1, 3], integers: [1, 5] },
  Asin: { call: tf.asin, f: Math.asin, domain: [-0.9, 0.9], integers: [-1, 2] },
  Asinh: { call: tf.asinh, f: Math.asinh, integers: [-2, 3] },
  Atan: { call: tf.atan, f: Math.atan, integers: [-2, 3] },
  Atanh: { call: tf.atanh, f: Math.atanh, domain: [-0.9, 0.9], integers: [0, 1] },
  Ceil: { call: tf.ceil, f: Math.ceil },
  ClipByValue: {
    call: (x) => tf.clipByValue(x, -1, 1),
    f: (x) => Math.min(1, Math.max(-1, x)),
    integers: [-3, 4],
  },
  Cos: { call: tf.cos, f: Math.cos },
  Cosh: { call: tf.cosh, f: Math.cosh },
  Elu: { call: tf.elu, f: (x) => (x >= 0 ? x : Math.expm1(x)) },
  Exp: { call: tf.exp, f: Math.exp, integers: [-2, 3] },
  Expm1: { call: tf.expm1, f: Math.expm1 },
  Floor: { call: tf.floor, f: Math.floor },
  Identity: { call: tf.clone, f: (x) => x, integers: [-2, 3] },
  IsFinite: { call: asFloat(tf.isFinite), f: (x) => Number(Number.isFinite(x)), integers: [-2, 3] },
  IsInf: {
    call: asFloat(tf.isInf),
    f: (x) => Number(Math.abs(x) === Number.POSITIVE_INFINITY),
    integers: [-2, 3],
  },
  IsNan: { call: asFloat(tf.isNaN), f: (x) => Number(Number.isNaN(x)), integers: [-2, 3] },
  LeakyRelu: {
    call: (x) => tf.leakyRelu(x, 0.3),
    f: (x) => (x > 0 ? x : 0.3 * x),
    integers: [-2, 3],
  },
  Log: { call: tf.log, f: Math.log, domain: [0.1, 3] },
  Log1p: { call: tf.log1p, f: Math.log1p, domain: [-0.9, 3], integers: [0, 5] },
  Neg: { call: tf.neg, f: (x) => -x, integers: [-2, 3] },
  OnesLike: { call: tf.onesLike, f: () => 1, integers: [-2, 3] },
  Reciprocal: { call: tf.reciprocal, f: (x) => 1 / x, domain: [0.3, 3] },
  Relu: { call: tf.relu, f: (x) => Math.max(0, x), integers: [-2, 3] },
  Relu6: {
    call: tf.relu6,
    f: (x) => Math.min(6, Math.max(0, x)),
    domain: [-2, 8],
    integers: [-2, 3],
  },
  Round: { call: tf.round, f: Math.round, domain: [-2.4, 2.4], integers: [-2, 3] },
  Rsqrt: { call: tf.rsqrt, f: (x) => 1 / Math.sqrt(x), domain: [0.1, 3] },
  Selu: {
    call: tf.selu,
    f: (x) => seluScale * (x >= 0 ? x : seluAlpha * Math.expm1(x)),
    integers: [-2, 3],
  },
  Sigmoid: { call: tf.sigmoid, f: sigmoid },
  Sign: { call: tf.sign, f: Math.sign, integers: [-2, 3] },
  Sin: { call: tf.sin, f: Math.sin },
  Sinh: { call: tf.sinh, f: Math.sinh, integers: [-2, 3] },
  Softplus: { call: tf.softplus, f: softplus, integers: [-2, 3] },
  Sqrt: { call: tf.sqrt, f: Math.sqrt, domain: [0.1, 3] },
  Square: { call: tf.square, f: (x) => x * x, integers: [-2, 3] },
  Step: { call: (x) => tf.step(x, 0.5), f: (x) => (x > 0 ? 1 : 0.5), integers: [-2, 3] },
  Tan: { call: tf.tan, f: Math.tan, domain: [-1, 1] },
  Tanh: { call: tf.tanh, f: Math.tanh },
  ZerosLike: { call: tf.zerosLike, f: () => 0, integers: [-2, 3] },
};

const roundedOnCpu = ['Acosh', 'Asinh', 'Log1p', 'Softplus'];

const ofEachFunction = Object.entries(unary).flatMap(([op, unit]) => {
  const { call, f, domain, integers: range } = unit;
  const [low, high] = domain ?? [-2, 2];
  return [
    conformanceCase(op, 'rank 2', [uniform([7, 9], low, high)], call, { exact: each(f) }),
    conformanceCase(op, 'rank 5', [uniform([2, 1, 3, 2, 2], low, high)], call, {
      exact: each(f),
    }),
    conformanceCase(op, 'empty', [uniform([0, 3], low, high)], call, { exact: each(f) }),
    // The cpu backend is the reference: tfjs alone says whether the result is an integer.
    ...(range
      ? [
          conformanceCase(op, 'int32', [integers([11], ...range)], call, {
            differentiable: false,
            // The cpu backend rounds these to integers.
            ...(roundedOnCpu.includes(op) ? { exact: each(f), repaired: true } : {}),
          }),
        ]
      : []),
  ];
});

const nonFinite = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 1];

const atNonFinite = ['Abs', 'Exp', 'Log1p', 'Neg', 'Relu', 'Sigmoid', 'Softplus', 'Square', 'Tanh'];

/** Cases in which a kernel that is right in the middle of its domain may fail. */
const extremes: readonly ConformanceCase[] = [
  ...atNonFinite.map((op) => {
    const { call, f } = unary[op] as Unary;
    return conformanceCase(op, 'NaN and infinities', [literal(nonFinite)], call, {
      exact: each(f),
      differentiable: false,
    });
  }),
  conformanceCase(
    'ClipByValue',
    'NaN and infinities',
    [literal(nonFinite)],
    (x) => tf.clipByValue(x, -1, 1),
    { exact: each((x) => Math.min(1, Math.max(-1, x))), differentiable: false },
  ),
  conformanceCase('Log1p', 'small values', [literal([1e-8, -3e-8, 1e-7, -1e-6, 1e-5])], tf.log1p, {
    exact: each(Math.log1p),
    differentiable: false,
  }),
  conformanceCase('Expm1', 'small values', [literal([1e-8, -3e-8, 1e-7, -1e-6])], tf.expm1, {
    exact: each(Math.expm1),
    differentiable: false,
  }),
  conformanceCase('Softplus', 'large values', [literal([-1e4, -100, 100, 1e4])], tf.softplus, {
    exact: each(softplus),
    differentiable: false,
  }),
  conformanceCase('Softplus', 'large negative values', [literal([-30, -60, -80])], tf.softplus, {
    exact: each(softplus),
    differentiable: false,
  }),
  conformanceCase('Sigmoid', 'large values', [literal([-1e4, -80, 80, 1e4])], tf.sigmoid, {
    exact: each(sigmoid),
    differentiable: false,
  }),
  conformanceCase('Tanh', 'small and large values', [literal([1e-7, -1e-4, 20, -1e4])], tf.tanh, {
    exact: each(Math.tanh),
    differentiable: false,
  }),
];

export const unaryCases: readonly ConformanceCase[] = [
  ...ofEachFunction,
  ...extremes,
  conformanceCase(
    'Erf',
    'rank 2',
    [uniform([7, 9])],
    tf.erf, // an approximation on every backend
    { tolerance: 1e-6 },
  ),
  ...(['float32', 'int32', 'bool'] as const).map((dtype) =>
    conformanceCase('Cast', `float32 to ${dtype}`, [uniform([3, 5])], (x) => tf.cast(x, dtype), {
      differentiable: dtype === 'float32',
    }),
  ),
  conformanceCase('Cast', 'int32 to float32', [integers([3, 5], -9, 9)], (x) =>
    tf.cast(x, 'float32'),
  ),
  conformanceCase('Cast', 'int32 to bool', [integers([3, 5], -1, 2)], (x) => tf.cast(x, 'bool')),
];
