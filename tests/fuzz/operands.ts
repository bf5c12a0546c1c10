import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { mulberry32 } from '../conformance/operands';

/** Kinds of numbers that a tensor can consist of. */
const styles = {
  unit: (random) => 2 * random() - 1,
  positive: (random) => 0.1 + 2 * random(),
  /** So few different ones that many are equal, and many are zero. */
  few: (random) => Math.floor(7 * random()) - 3,
  moderate: (random) => 40 * (random() - 0.5),
  wide: (random) => (2 * random() - 1) * 2 ** (80 * random() - 40),
  tiny: (random) => (2 * random() - 1) * 10 ** (-37 - 8 * random()),
  huge: (random) => (2 * random() - 1) * 10 ** (30 + 8.5 * random()),
  /** What is not ordinary, among ordinary numbers. */
  special: (random) =>
    random() < 0.75
      ? 4 * random() - 2
      : (extremes[Math.floor(random() * extremes.length)] as number),
} satisfies Record<string, (random: () => number) => number>;

const extremes = [0, -0, 1e-40, -1e-45, 1e15, Infinity, -Infinity, NaN];

export type Style = keyof typeof styles;

/** All kinds of numbers, the ordinary ones more often. */
export const anyStyle: readonly Style[] = [
  ...(['unit', 'unit', 'unit', 'few', 'few'] as const),
  ...(['wide', 'tiny', 'huge', 'special', 'special'] as const),
];

/** Those that are finite, and whose sums and products are so, too. */
export const ordinary: readonly Style[] = ['unit', 'unit', 'few', 'tiny'];

/** A tensor, before it is drawn: what a failure is reproduced from. */
export interface FuzzOperand {
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly style?: Style;
  /** The integers from the first up to, not including, the second. */
  readonly range?: readonly [number, number];
  readonly seed: number;
}

const seed = fc.integer({ min: 1, max: 2 ** 31 - 1 });

/** Float32 numbers of one of these kinds. */
export const floats = (
  shape: readonly number[],
  from: readonly Style[] = anyStyle,
): fc.Arbitrary<FuzzOperand> =>
  fc.record({
    shape: fc.constant([...shape]),
    dtype: fc.constant('float32' as const),
    style: fc.constantFrom(...from),
    seed,
  });

/** Integers from `low` up to, not including, `high`. */
export const integers = (
  shape: readonly number[],
  low = -100,
  high = 100,
): fc.Arbitrary<FuzzOperand> =>
  fc.record({
    shape: fc.constant([...shape]),
    dtype: fc.constant('int32' as const),
    range: fc.constant([low, high] as const),
    seed,
  });

export const booleans = (shape: readonly number[]): fc.Arbitrary<FuzzOperand> =>
  fc.record({ shape: fc.constant([...shape]), dtype: fc.constant('bool' as const), seed });

/** Numbers of any dtype. */
export const numbers = (shape: readonly number[]): fc.Arbitrary<FuzzOperand> =>
  fc.oneof(
    { weight: 3, arbitrary: floats(shape) },
    { weight: 1, arbitrary: integers(shape) },
    { weight: 1, arbitrary: booleans(shape) },
  );

/** The values of an operand, rounded to its dtype; the same ones every time. */
export function drawValues({ shape, dtype, style, range, seed }: FuzzOperand): number[] {
  const random = mulberry32(seed);
  const draw = (): number => {
    if (dtype === 'bool') return random() < 0.5 ? 0 : 1;
    if (range) return range[0] + Math.floor((range[1] - range[0]) * random());
    return Math.fround(styles[style as Style](random));
  };
  return Array.from({ length: tf.util.sizeFromShape(shape) }, draw);
}

/** The operand as a tensor of the active backend. */
export const toTensor = (operand: FuzzOperand): Tensor =>
  tf.tensor(drawValues(operand), operand.shape, operand.dtype);
