import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { gaussianKl } from '../../../src/divergence/gaussianKl';
import { iicLoss } from '../../../src/information/iicLoss';
import { adamUpdate } from '../../../src/internal/adamUpdate';
import { derivativesKernelName } from '../../../src/internal/derivativesKernelName';
import type { LossOptions } from '../../../src/internal/reduction';
import { bernoulliNll } from '../../../src/likelihood/bernoulliNll';
import { categoricalNll } from '../../../src/likelihood/categoricalNll';
import { gaussianNll } from '../../../src/likelihood/gaussianNll';
import { randomNormal } from '../../../src/sampling/randomNormal';
import { randomUniform } from '../../../src/sampling/randomUniform';
import { reparameterize } from '../../../src/sampling/reparameterize';
import type { FuzzCase, Fuzzers, Run } from '../FuzzCase';
import { shapes } from '../geometry/shapes';
import { booleans, type FuzzOperand, floats, type Style } from '../operands';

type Loss = (inputs: NamedTensorMap, options: LossOptions) => Tensor;

/** The kinds of numbers of each input: the first for all of a case, or one for each input. */
interface LossInputs {
  readonly call: Loss;
  readonly inputs: Readonly<Record<string, readonly Style[]>>;
  /** The number of trailing axes that an element is computed from. */
  readonly eventDims?: number;
}

const numbers: readonly Style[] = ['unit', 'few', 'moderate', 'tiny', 'special'];
const logVars: readonly Style[] = ['unit', 'few', 'tiny', 'moderate'];

const tensors = <Name extends string>(inputs: NamedTensorMap): Record<Name, Tensor> =>
  inputs as Record<Name, Tensor>;

const losses: Readonly<Record<string, readonly LossInputs[]>> = {
  BernoulliNll: [
    {
      inputs: { target: ['unit', 'few'], logits: numbers },
      call: (inputs, options) => {
        const { target, logits } = tensors<'target' | 'logits'>(inputs);
        return bernoulliNll(target, logits, options);
      },
    },
  ],
  GaussianNll: [
    {
      inputs: { target: numbers, mean: numbers, logVar: logVars },
      call: (inputs, options) => {
        const { target, mean, logVar } = tensors<'target' | 'mean' | 'logVar'>(inputs);
        return gaussianNll(target, { mean, logVar }, options);
      },
    },
  ],
  GaussianKl: [
    {
      inputs: { mean: numbers, logVar: logVars },
      call: (inputs, options) => {
        const { mean, logVar } = tensors<'mean' | 'logVar'>(inputs);
        return gaussianKl({ mean, logVar }, undefined, options);
      },
    },
    {
      inputs: {
        ...{ mean: numbers, logVar: logVars },
        ...{ priorMean: ['unit', 'few'], priorLogVar: ['unit', 'few'] },
      },
      call: (inputs, options) => {
        const { mean, logVar, priorMean, priorLogVar } = tensors<
          'mean' | 'logVar' | 'priorMean' | 'priorLogVar'
        >(inputs);
        return gaussianKl({ mean, logVar }, { mean: priorMean, logVar: priorLogVar }, options);
      },
    },
  ],
  CategoricalNll: [
    {
      inputs: { target: ['unit', 'few'], logits: ['unit', 'few', 'moderate', 'tiny'] },
      call: (inputs, options) => {
        const { target, logits } = tensors<'target' | 'logits'>(inputs);
        return categoricalNll(target, logits, options);
      },
      eventDims: 1,
    },
  ],
};

/** The gradients of a value to all inputs but a mask, under the upstream gradient `dy`. */
const gradients =
  (value: Run): Run =>
  ({ dy, ...inputs }) => {
    const names = Object.keys(inputs).filter((name) => name !== 'mask');
    const mask = inputs['mask'];
    const ofInputs = (...values: Tensor[]): Tensor =>
      value({
        ...Object.fromEntries(names.map((name, i) => [name, values[i] as Tensor])),
        ...(mask && { mask }),
      }) as Tensor;
    return tf.grads(ofInputs)(
      names.map((name) => inputs[name] as Tensor),
      dy,
    );
  };

/** Values, or gradients, of a loss for any shape, reduction and mask. */
const loss = (formulas: readonly LossInputs[], isGradient: boolean): fc.Arbitrary<FuzzCase> =>
  fc
    .record({
      formula: fc.constantFrom(...formulas),
      shape: shapes(3, 21, { minRank: 2 }),
      reduction: fc.constantFrom(
        'none' as const,
        'example' as const,
        'sum' as const,
        'mean' as const,
      ),
      batchDims: fc.integer({ min: 0, max: 1 }),
      isMasked: fc.boolean(),
    })
    .chain(
      ({
        formula: { call, inputs, eventDims = 0 },
        shape: drawn,
        reduction,
        batchDims,
        isMasked,
      }) => {
        // The stock operations fail on no classes.
        const shape = eventDims ? [...drawn.slice(0, -1), (drawn.at(-1) ?? 0) + 1] : drawn;
        const elements = shape.slice(0, shape.length - eventDims);
        const reduced = {
          none: elements,
          example: elements.slice(0, batchDims),
          sum: [],
          mean: [],
        };
        const value: Run = ({ mask, ...rest }) =>
          call(rest, { reduction, batchDims, ...(mask && { mask }) });
        return fc.record<FuzzCase>({
          inputs: fc.record({
            ...Object.fromEntries(
              Object.entries(inputs).map(([name, styles]) => [name, floats(shape, styles)]),
            ),
            ...(isMasked ? { mask: booleans(elements) } : {}),
            ...(isGradient ? { dy: floats(reduced[reduction], ['unit', 'few']) } : {}),
          } as Record<string, fc.Arbitrary<FuzzOperand>>),
          attrs: fc.constant({ reduction, batchDims }),
          run: fc.constant(isGradient ? gradients(value) : value),
          tolerance: fc.constant({ ofElement: 2e-5, ofLargest: 2e-5, absolute: 1e-6 }),
        });
      },
    );

const iic = (isGradient: boolean): fc.Arbitrary<FuzzCase> =>
  fc
    .record({
      shape: fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 37 })),
      entropyWeight: fc.constantFrom(1, 3, 0, 10),
    })
    .chain(({ shape, entropyWeight }) => {
      const value: Run = (inputs) => {
        const { logits, pairedLogits } = tensors<'logits' | 'pairedLogits'>(inputs);
        return iicLoss(logits, pairedLogits, { entropyWeight });
      };
      const styles = ['unit', 'few', 'tiny'] as const;
      return fc.record<FuzzCase>({
        inputs: fc.record({
          logits: floats(shape, styles),
          pairedLogits: floats(shape, styles),
          ...(isGradient ? { dy: floats([], ['unit']) } : {}),
        } as Record<string, fc.Arbitrary<FuzzOperand>>),
        attrs: fc.constant({ entropyWeight }),
        run: fc.constant(isGradient ? gradients(value) : value),
        tolerance: fc.constant({ ofElement: 5e-5, absolute: 2e-6 }),
      });
    });

const reparameterization = (isGradient: boolean): fc.Arbitrary<FuzzCase> =>
  fc
    .record({
      shape: shapes(3, 9, { minRank: 1 }),
      samples: fc.constantFrom(undefined, 1, 3),
    })
    .chain(({ shape, samples }) => {
      const noiseShape = samples === undefined ? shape : [samples, ...shape];
      const value: Run = (inputs) => {
        const { mean, logVar, noise } = tensors<'mean' | 'logVar' | 'noise'>(inputs);
        return reparameterize(
          { mean, logVar },
          samples === undefined ? { noise } : { noise, samples },
        );
      };
      return fc.record<FuzzCase>({
        inputs: fc.record({
          mean: floats(shape, numbers),
          logVar: floats(shape, logVars),
          noise: floats(noiseShape, ['unit', 'few', 'tiny', 'special']),
          ...(isGradient ? { dy: floats(noiseShape, ['unit', 'few']) } : {}),
        } as Record<string, fc.Arbitrary<FuzzOperand>>),
        attrs: fc.constant(samples === undefined ? {} : { samples }),
        run: fc.constant(isGradient ? gradients(value) : value),
        tolerance: fc.constant({ ofElement: 2e-6, ofLargest: 1e-6, absolute: 1e-7 }),
      });
    });

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const scalars = fc.constantFrom(-0.3, 0, 1, 2.5, 1e-3, 100);

/** The variates of a key are the same to the bit on every backend. */
const variates = (
  draw: (key: readonly [number, number], shape: number[], a: number, b: number) => Tensor,
): fc.Arbitrary<FuzzCase> =>
  fc
    .record({
      key: fc.tuple(word, word),
      shape: fc.oneof(
        shapes(3, 12),
        fc.constantFrom<number[]>([1023], [1024], [1025], [4, 257], [2049]),
      ),
      a: scalars,
      b: scalars,
    })
    .map(
      ({ key, shape, a, b }): FuzzCase => ({
        inputs: {},
        attrs: { key, shape, a, b },
        run: () => draw(key, shape, a, b),
      }),
    );

const adam: fc.Arbitrary<FuzzCase> = shapes(2, 40).chain((shape) => {
  const positive: readonly Style[] = ['positive', 'tiny'];
  return fc
    .record({
      inputs: fc.record({
        variable: floats(shape, ['unit', 'few', 'wide']),
        first: floats(shape, ['unit', 'tiny']),
        // A second moment is not negative; tiny ones are made so by their square.
        second: floats(shape, positive.slice(0, 1)),
        gradient: floats(shape, ['unit', 'few', 'tiny', 'special']),
      }),
      attrs: fc.record({
        beta1: fc.constantFrom(0, 0.9),
        beta2: fc.constantFrom(0.99, 0.999),
        rate: fc.constantFrom(1e-3, 0.1),
        epsilon: fc.constantFrom(1e-8, 1e-3),
      }),
    })
    .map(
      ({ inputs, attrs }): FuzzCase => ({
        inputs,
        attrs,
        run: (inputs) => {
          // Copies, for what nobody else sees is updated in place.
          const state = tensors<'variable' | 'first' | 'second' | 'gradient'>(inputs);
          const { variable, first, second } = adamUpdate(
            {
              variable: tf.add(state.variable, 0),
              first: tf.add(state.first, 0),
              second: tf.clone(state.second),
              gradient: state.gradient,
            },
            attrs,
          );
          return [variable, first, second];
        },
        tolerance: { ofElement: 2e-6, ofLargest: 2e-7 },
      }),
    );
});

/** The kernels that tfjs does not know: losses, samplers and an optimizer. */
export const lossFuzzers: Fuzzers = {
  ...Object.fromEntries(
    Object.entries(losses).flatMap(([name, formulas]) => [
      [name, loss(formulas, false)],
      [`${name}Gradient`, loss(formulas, true)],
    ]),
  ),
  // Where a gradient is asked for, the value is computed along with all that it is made of.
  ...Object.fromEntries(
    ['BernoulliNll', 'GaussianNll', 'GaussianKl'].map((name) => [
      derivativesKernelName(name),
      loss(losses[name] as readonly LossInputs[], true),
    ]),
  ),
  IicLoss: iic(false),
  IicLossGradient: iic(true),
  Reparameterize: reparameterization(false),
  ReparameterizeGradient: reparameterization(true),
  PhiloxUniform: variates((key, shape, a, b) =>
    randomUniform(key, shape, { min: Math.min(a, b), max: Math.max(a, b) + 1 }),
  ),
  PhiloxNormal: variates((key, shape, a, b) =>
    randomNormal(key, shape, { mean: a, std: Math.abs(b) }),
  ),
  AdamUpdate: adam,
};
