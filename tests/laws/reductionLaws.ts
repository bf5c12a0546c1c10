import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LossOptions } from '../../src/internal/reduction';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';

/** A loss seen as a function of a list of tensors of one shape. */
export interface LossUnderTest {
  readonly fn: string;
  readonly call: (inputs: readonly Tensor[], options?: LossOptions) => Tensor;
  /** Admissible inputs for an elementwise loss of the given shape: they may have more axes. */
  readonly inputs: (shape: number[], seed: number) => Tensor[];
  /** The options that the loss takes beyond those of every loss. */
  readonly furtherOptions?: readonly string[];
}

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

/** The reduction contract, the same for every elementwise loss. */
export function describeReductionLaws(loss: LossUnderTest): void {
  const { fn, call, inputs, furtherOptions = [] } = loss;
  describe(`${fn}: reduction laws`, () => {
    it('sums the same elements under every reduction', () => {
      fc.assert(
        fc.property(shapes, fc.nat(1e6), fc.nat(4), (shape, seed, batch) => {
          tf.tidy(() => {
            const batchDims = Math.min(batch, shape.length);
            const x = inputs(shape, seed);
            const none = call(x, { reduction: 'none', batchDims });
            const example = call(x, { reduction: 'example', batchDims });
            const tolerance = { rtol: 1e-5, atol: 1e-5 };
            expect(none.shape).toEqual(shape);
            expect(example.shape).toEqual(shape.slice(0, batchDims));
            expectClose(call(x, { reduction: 'sum', batchDims }), tf.sum(none), tolerance);
            expectClose(tf.sum(example), tf.sum(none), tolerance);
            expectClose(call(x, { reduction: 'mean', batchDims }), tf.mean(example), tolerance);
          });
        }),
        { seed: 7, numRuns: 30 },
      );
    });

    it('drops masked elements from value and gradient, even where they are not finite', () => {
      tf.tidy(() => {
        const shape = [3, 4];
        const clean = inputs(shape, 11);
        const mask = tf.tensor2d([1, 0, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0], [3, 4]);
        const over = ({ rank }: Tensor): Tensor =>
          tf.reshape(mask, [...shape, ...Array<number>(rank - shape.length).fill(1)]);
        const poisons = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
        for (const poison of poisons) {
          const poisoned = clean.map((x) =>
            tf.where(tf.cast(over(x), 'bool'), x, tf.fill(x.shape, poison)),
          );
          const expected = tf.mul(call(clean, { reduction: 'none' }), mask);
          expectClose(call(poisoned, { reduction: 'none', mask }), expected);
          expectClose(call(poisoned, { mask }), tf.sum(expected, 1));
          const gradients = (x: Tensor[], options: LossOptions): Tensor[] =>
            tf.grads((...args: Tensor[]) => call(args, { ...options, reduction: 'sum' }))(x);
          const masked = gradients(poisoned, { mask });
          gradients(clean, {}).forEach((gradient, i) => {
            expectClose(masked[i] as Tensor, tf.mul(gradient, over(gradient)));
          });
        }
      });
    });

    it('takes a mask per example, and one of dtype bool', () => {
      tf.tidy(() => {
        const x = inputs([3, 2], 13);
        const kept = tf.mul(call(x), tf.tensor1d([1, 0, 1]));
        expectClose(call(x, { mask: tf.tensor2d([1, 0, 1], [3, 1]) }), kept);
        expectClose(call(x, { mask: tf.tensor2d([1, 0, 1], [3, 1], 'bool') }), kept);
      });
    });

    it('accepts a batch of one, and an empty one', () => {
      tf.tidy(() => {
        expect(call(inputs([1, 3], 5)).shape).toEqual([1]);
        const empty = inputs([0, 3], 5);
        expect(call(empty).shape).toEqual([0]);
        expect(call(empty, { reduction: 'sum' }).dataSync()[0]).toBe(0);
      });
    });

    it('leaves one tensor behind, and a gradient only the gradients', () => {
      const x = inputs([3, 2], 17);
      const mask = tf.ones([3, 2]);
      for (const options of [{}, { mask }, { reduction: 'mean', mask }] as const) {
        expectNewTensors(1, () => call(x, options));
        expectNewTensors(x.length, () =>
          tf.grads((...args: Tensor[]) => tf.sum(call(args, options)))(x),
        );
      }
      tf.dispose([x, mask]);
    });

    it('refuses options that it does not have', () => {
      tf.tidy(() => {
        const x = inputs([3, 2], 19);
        const wrong = (options: unknown) => () => call(x, options as LossOptions);
        expect(wrong({ reduce: 'mean' })).toThrow(
          `${fn}: options must be among ${['reduction', 'batchDims', 'mask', ...furtherOptions].join(', ')}; got reduce. Check the spelling, or remove it.`,
        );
        expect(wrong({ reduction: 'average' })).toThrow(
          `${fn}: reduction must be one of 'example', 'none', 'sum', 'mean'; got 'average'. Use 'mean' for the usual training loss.`,
        );
        expect(wrong({ batchDims: 3 })).toThrow(
          `${fn}: batchDims must be an integer from 0 to 2, the rank of the loss; got 3. It counts the leading axes that enumerate examples.`,
        );
        expect(wrong({ mask: tf.ones([3]) })).toThrow(
          `${fn}: mask must broadcast to the shape of the loss, [3, 2]; got mask [3]. A mask per example needs trailing axes of size 1.`,
        );
      });
    });
  });
}
