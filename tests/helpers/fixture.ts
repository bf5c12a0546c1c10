import { readFileSync } from 'node:fs';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { expectClose, type Tolerance } from './expectClose';

interface EncodedTensor {
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly values: number[];
}

/** One reference case, as the generators in `tests/fixtures/generate` write it. */
export interface FixtureCase {
  readonly name: string;
  readonly inputs: Readonly<Record<string, EncodedTensor>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly value: EncodedTensor;
  readonly upstream: EncodedTensor;
  readonly gradients: Readonly<Record<string, EncodedTensor>>;
}

/** Reads `tests/fixtures/<name>.json`. */
export function readFixture<Case = FixtureCase>(name: string): readonly Case[] {
  const url = new URL(`../fixtures/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(url, 'utf8')) as { cases: Case[] }).cases;
}

export function decode({ values, shape, dtype }: EncodedTensor): Tensor {
  return tf.tensor(values, shape, dtype);
}

/** Declares one test of value and gradients for every case of a fixture, or for those of a kind. */
export function itMatchesFixture(
  name: string,
  call: (
    inputs: Readonly<Record<string, Tensor>>,
    options: Readonly<Record<string, unknown>>,
  ) => Tensor,
  tolerance: Tolerance = {},
  only: (reference: FixtureCase) => boolean = () => true,
): void {
  for (const reference of readFixture(name).filter(only)) {
    it(`has the reference values and gradients: ${reference.name}`, () => {
      tf.tidy(() => {
        const inputs = Object.fromEntries(
          Object.entries(reference.inputs).map(([key, encoded]) => [key, decode(encoded)]),
        );
        const value = call(inputs, reference.options);
        expect(value.shape).toEqual(reference.value.shape);
        expectClose(value, reference.value.values, tolerance);

        const names = Object.keys(reference.gradients);
        const upstream = decode(reference.upstream);
        const weighted = (...args: Tensor[]): Tensor => {
          const replaced = Object.fromEntries(names.map((key, i) => [key, args[i] as Tensor]));
          return tf.sum(tf.mul(call({ ...inputs, ...replaced }, reference.options), upstream));
        };
        const gradients = tf.grads(weighted)(names.map((key) => inputs[key] as Tensor));
        names.forEach((key, i) => {
          const expected = reference.gradients[key] as EncodedTensor;
          expect(gradients[i]?.shape, key).toEqual(expected.shape);
          expectClose(gradients[i] as Tensor, expected.values, tolerance);
        });
      });
    });
  }
}
