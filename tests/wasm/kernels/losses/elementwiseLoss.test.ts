import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { gaussianKl } from '../../../../src/divergence/gaussianKl';
import type { LossOptions } from '../../../../src/internal/reduction';
import { bernoulliNll } from '../../../../src/likelihood/bernoulliNll';
import { categoricalNll } from '../../../../src/likelihood/categoricalNll';
import { gaussianNll } from '../../../../src/likelihood/gaussianNll';
import { disableWasmTraining, enableWasmTraining } from '../../../../src/wasm';
import { expectClose } from '../../../helpers/expectClose';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';
import { recordKernels } from '../../../helpers/recordKernels';

onWasm({ training: true });
afterEach(() => {
  vi.restoreAllMocks();
});

/** A loss of tensors of one shape. */
interface Loss {
  readonly kernelName: string;
  readonly inputs: number;
  readonly call: (inputs: readonly Tensor[], options: LossOptions) => Tensor;
  /** The number of trailing axes that an element is computed from. */
  readonly eventDims?: number;
}

type Inputs = readonly [Tensor, Tensor, Tensor, Tensor];

const losses: readonly Loss[] = [
  {
    kernelName: 'BernoulliNll',
    inputs: 2,
    call: (inputs, options) => {
      const [target, logits] = inputs as Inputs;
      return bernoulliNll(target, logits, options);
    },
  },
  {
    kernelName: 'GaussianNll',
    inputs: 3,
    call: (inputs, options) => {
      const [target, mean, logVar] = inputs as Inputs;
      return gaussianNll(target, { mean, logVar }, options);
    },
  },
  {
    kernelName: 'GaussianKl',
    inputs: 2,
    call: (inputs, options) => {
      const [mean, logVar] = inputs as Inputs;
      return gaussianKl({ mean, logVar }, undefined, options);
    },
  },
  {
    kernelName: 'GaussianKl',
    inputs: 4,
    call: (inputs, options) => {
      const [mean, logVar, priorMean, priorLogVar] = inputs as Inputs;
      return gaussianKl({ mean, logVar }, { mean: priorMean, logVar: priorLogVar }, options);
    },
  },
  {
    kernelName: 'CategoricalNll',
    inputs: 2,
    call: (inputs, options) => {
      const [target, logits] = inputs as Inputs;
      return categoricalNll(target, logits, options);
    },
    eventDims: 1,
  },
];

interface Run {
  readonly value: number[];
  readonly shape: number[];
  readonly gradients: number[][];
}

/** Value and gradients to all inputs, under an upstream gradient that differs by element. */
function evaluate(
  { inputs, call, eventDims = 0 }: Loss,
  shape: number[],
  options: Omit<LossOptions, 'mask'>,
  isMasked: boolean,
): Run {
  return tf.tidy(() => {
    const elements = shape.slice(0, shape.length - eventDims);
    const values = Array.from({ length: inputs }, (_, i) =>
      tf.randomNormal(shape, 0, 1.5, 'float32', 3 + i),
    );
    const mask = tf.greater(tf.randomUniform(elements, 0, 1, 'float32', 9), 0.4);
    const all: LossOptions = isMasked ? { ...options, mask } : options;
    if (isMasked) {
      // What is masked is NaN.
      const kept = tf.reshape(mask, [...elements, ...Array<number>(eventDims).fill(1)]);
      const where = tf.logicalAnd(kept, tf.ones(shape, 'bool'));
      values.forEach((value, i) => {
        values[i] = tf.where(where, value, tf.fill(shape, Number.NaN));
      });
    }
    const loss = (...tensors: Tensor[]): Tensor => call(tensors, all);
    const value = loss(...values);
    const dy = tf.randomNormal(value.shape, 0, 1, 'float32', 11);
    const gradients = tf.grads(loss)(values, dy);
    return {
      value: [...value.dataSync()],
      shape: value.shape,
      gradients: gradients.map((gradient) => [...gradient.dataSync()]),
    };
  });
}

describe('fused losses on wasm', () => {
  for (const loss of losses) {
    const name = `${loss.kernelName} of ${loss.inputs} inputs`;

    it(`${name} equals the stock operations for any shape, reduction and mask`, async () => {
      const reductions = ['none', 'example', 'sum', 'mean'] as const;
      const runs = fc.sample(
        fc.record({
          shape: fc.array(fc.integer({ min: 0, max: 21 }), { minLength: 2, maxLength: 3 }),
          reduction: fc.constantFrom(...reductions),
          batchDims: fc.integer({ min: 0, max: 1 }),
          isMasked: fc.boolean(),
        }),
        { seed: 17, numRuns: 60 },
      );
      // The stock operations fail on no classes.
      const cases = runs.map((run) => ({
        ...run,
        shape: loss.eventDims
          ? [...run.shape.slice(0, -1), (run.shape.at(-1) ?? 0) + 1]
          : run.shape,
      }));
      const results = () =>
        cases.map(({ shape, isMasked, ...options }) => evaluate(loss, shape, options, isMasked));
      const fused = results();
      disableWasmTraining();
      const stock = results();
      await enableWasmTraining();
      fused.forEach((run, i) => {
        const expected = stock[i] as Run;
        expect(run.shape).toEqual(expected.shape);
        expectClose(run.value, expected.value, { rtol: 1e-5, atol: 2e-5 });
        run.gradients.forEach((gradient, k) => {
          expectClose(gradient, expected.gradients[k] as number[], { rtol: 1e-5, atol: 1e-5 });
        });
      });
    });

    it(`${name} runs one kernel, and one for each gradient that is asked for`, () => {
      const shape = [3, 5];
      const values = Array.from({ length: loss.inputs }, () => tf.ones(shape));
      const runKernel = vi.spyOn(tf.engine(), 'runKernel');
      const count = (suffix: string): number =>
        runKernel.mock.calls.filter(([called]) => called === `${loss.kernelName}${suffix}`).length;
      tf.tidy(() => {
        tf.grad((x) => loss.call([...values.slice(0, -1), x], {}))(values.at(-1) as Tensor);
      });
      expect(count('')).toBe(1);
      expect(count('Gradient')).toBe(1);
      tf.dispose(values);
    });

    it(`${name} leaves its result, and its gradients`, () => {
      const values = Array.from({ length: loss.inputs }, () => tf.ones([3, 5]));
      const mask = tf.ones([3, 1]);
      const options = loss.eventDims ? {} : { mask };
      expectNewTensors(1, () => loss.call(values, options));
      expectNewTensors(loss.inputs, () => tf.grads((...x) => loss.call(x, options))(values));
      tf.dispose([values, mask]);
    });
  }

  it('read a repeated target where it is, in one kernel and one for each gradient', () => {
    const target = tf.ones([3, 5]);
    const parameters = tf.ones([30, 5]);
    const logVar = tf.zeros([30, 5]);
    const options = { targetRepeats: 10 };
    const likelihoods: readonly (readonly [string, (x: Tensor) => Tensor])[] = [
      ['BernoulliNll', (logits) => bernoulliNll(target, logits, options)],
      ['GaussianNll', (mean) => gaussianNll(target, { mean, logVar }, options)],
    ];
    for (const [name, loss] of likelihoods) {
      const called = recordKernels(() => tf.tidy(() => tf.grad(loss)(parameters)));
      expect(called.filter((kernel) => kernel === name)).toHaveLength(1);
      expect(called.filter((kernel) => kernel === `${name}Gradient`)).toHaveLength(1);
      expect(called.filter((kernel) => ['Tile', 'Concat'].includes(kernel))).toEqual([]);
    }
    tf.dispose([target, parameters, logVar]);
  });

  it('are taken out with their gradients', async () => {
    const names = ['BernoulliNll', 'GaussianNll', 'GaussianKl', 'CategoricalNll', 'Reparameterize'];
    for (const name of names) expect(tf.getGradient(name), name).toBeDefined();
    disableWasmTraining();
    for (const name of names) {
      expect(tf.getGradient(name), name).toBeUndefined();
      expect(tf.getKernel(name, 'wasm'), name).toBeUndefined();
      expect(tf.getKernel(`${name}Gradient`, 'wasm'), name).toBeUndefined();
      expect(tf.getKernel(`${name}WithDerivatives`, 'wasm'), name).toBeUndefined();
    }
    await enableWasmTraining();
  });
});
