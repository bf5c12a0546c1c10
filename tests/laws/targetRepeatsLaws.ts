import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LikelihoodOptions } from '../../src/internal/targetRepeats';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';

/** A likelihood seen as a function of a target and a list of parameters of one shape. */
export interface LikelihoodUnderTest {
  readonly fn: string;
  /** The name of the parameter whose shape errors show. */
  readonly parameter: string;
  readonly call: (
    target: Tensor,
    parameters: readonly Tensor[],
    options?: LikelihoodOptions,
  ) => Tensor;
  readonly target: (shape: number[], seed: number) => Tensor;
  readonly parameters: (shape: number[], seed: number) => Tensor[];
}

const size = fc.integer({ min: 1, max: 4 });

/** What holds for every likelihood whose target may stand for several rows of parameters. */
export function describeTargetRepeatsLaws(likelihood: LikelihoodUnderTest): void {
  const { fn, parameter, call } = likelihood;

  /** Value, and gradients to target and parameters under an upstream gradient of its own. */
  function evaluate(
    target: Tensor,
    parameters: readonly Tensor[],
    options: LikelihoodOptions,
  ): readonly [value: Tensor, toTarget: Tensor, ...toParameters: Tensor[]] {
    const loss = (x: Tensor, ...rest: Tensor[]): Tensor => call(x, rest, options);
    const value = loss(target, ...parameters);
    const dy = tf.randomUniform(value.shape, -1, 1, 'float32', 5);
    return [value, ...(tf.grads(loss)([target, ...parameters], dy) as [Tensor])];
  }

  describe(`${fn}: laws of a repeated target`, () => {
    it('has the value and the gradients of a target that was tiled', () => {
      const runs = fc.record({
        repeats: size,
        event: fc.array(size, { maxLength: 2 }),
        batch: size,
        isLeadingAxis: fc.boolean(),
        reduction: fc.constantFrom('example', 'none', 'sum', 'mean'),
        batchDims: fc.integer({ min: 0, max: 2 }),
        masked: fc.constantFrom('nothing', 'target', 'loss'),
        seed: fc.nat(1e6),
      });
      fc.assert(
        fc.property(runs, ({ repeats, event, batch, isLeadingAxis, masked, seed, ...options }) => {
          tf.tidy(() => {
            const shape = [batch, ...event];
            const whole = isLeadingAxis ? [repeats, ...shape] : [repeats * batch, ...event];
            const tile = (x: Tensor): Tensor =>
              tf.reshape(tf.tile(tf.expandDims(x), [repeats, ...shape.map(() => 1)]), whole);
            const target = likelihood.target(shape, seed);
            const parameters = likelihood.parameters(whole, seed + 1);
            const maskOf = (of: number[]) => tf.randomUniform(of, 0, 2, 'int32', seed + 2);
            const mask =
              masked === 'nothing' ? undefined : maskOf(masked === 'loss' ? whole : shape);
            const { reduction } = options;
            const batchDims = Math.min(options.batchDims, whole.length);
            const [value, toTarget, ...toParameters] = evaluate(target, parameters, {
              reduction,
              batchDims,
              targetRepeats: repeats,
              ...(mask && { mask }),
            });
            const [expected, toTiled, ...toExpected] = evaluate(tile(target), parameters, {
              reduction,
              batchDims,
              ...(mask && { mask: masked === 'target' ? tile(mask) : mask }),
            });
            const tolerance = { rtol: 1e-5, atol: 1e-5 };
            expect(value.shape).toEqual(expected.shape);
            expectClose(value, expected, tolerance);
            expectClose(toTarget, tf.sum(tf.reshape(toTiled, [repeats, ...shape]), 0), tolerance);
            toParameters.forEach((gradient, i) => {
              expectClose(gradient, toExpected[i] as Tensor, tolerance);
            });
          });
        }),
        { seed: 23, numRuns: 60 },
      );
    });

    it('drops what is masked in the target from all repetitions, even where it is NaN', () => {
      tf.tidy(() => {
        const parameters = likelihood.parameters([6, 2], 3);
        const mask = tf.tensor2d([1, 0, 0, 1, 1, 1], [3, 2]);
        const clean = likelihood.target([3, 2], 5);
        const poisoned = tf.where(tf.cast(mask, 'bool'), clean, tf.fill([3, 2], Number.NaN));
        const options = { targetRepeats: 2, mask };
        const [expected, ...expectedGradients] = evaluate(clean, parameters, options);
        const [value, ...gradients] = evaluate(poisoned, parameters, options);
        expectClose(value, expected);
        gradients.forEach((gradient, i) => {
          expectClose(gradient, expectedGradients[i] as Tensor);
        });
      });
    });

    it('accepts an empty batch', () => {
      tf.tidy(() => {
        const target = likelihood.target([0, 3], 5);
        const parameters = likelihood.parameters([0, 3], 6);
        const options = { targetRepeats: 4 };
        expect(call(target, parameters, options).shape).toEqual([0]);
        const total = call(target, parameters, { ...options, reduction: 'sum' });
        expect(total.dataSync()[0]).toBe(0);
      });
    });

    it('leaves one tensor behind, and a gradient only the gradients', () => {
      const target = likelihood.target([3, 2], 7);
      const parameters = likelihood.parameters([6, 2], 8);
      const mask = tf.ones([3, 2]);
      for (const options of [{}, { mask }, { reduction: 'mean', mask }] as const) {
        const all = { ...options, targetRepeats: 2 };
        expectNewTensors(1, () => call(target, parameters, all));
        expectNewTensors(1 + parameters.length, () =>
          tf.grads((x: Tensor, ...rest: Tensor[]) => tf.sum(call(x, rest, all)))([
            target,
            ...parameters,
          ]),
        );
      }
      tf.dispose([target, parameters, mask]);
    });

    it('refuses parameters that are not so many repetitions, and a count that is none', () => {
      tf.tidy(() => {
        const target = likelihood.target([3, 2], 9);
        const parametersOf = (shape: number[]): Tensor[] => likelihood.parameters(shape, 10);
        expect(() => call(target, parametersOf([6, 2]), { targetRepeats: 3 })).toThrow(
          `${fn}: ${parameter} must have the shape of target repeated 3 times, [9, 2] or [3, 3, 2]; got target [3, 2], ${parameter} [6, 2]. Pass the number of labels that were enumerated, or of samples that were drawn.`,
        );
        expect(() => call(target, parametersOf([6, 2]))).toThrow(
          `${fn}: target and ${parameter} must have the same shape; got target [3, 2], ${parameter} [6, 2]. Check that both come from the same batch and the same features, or pass targetRepeats: 2 for a target that all repetitions share.`,
        );
        expect(() => call(target, parametersOf([3, 2]), { targetRepeats: 1.5 })).toThrow(
          new RangeError(
            `${fn}: targetRepeats must be an integer from 1 on; got 1.5. It counts the labels, or the samples.`,
          ),
        );
        const mask = tf.ones([2, 2]);
        expect(() => call(target, parametersOf([6, 2]), { targetRepeats: 2, mask })).toThrow(
          `${fn}: mask must broadcast to the shape of the loss, [6, 2], or of the target, [3, 2]; got mask [2, 2]. A mask per example needs trailing axes of size 1.`,
        );
      });
    });
  });
}
