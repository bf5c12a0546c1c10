import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

interface Case {
  readonly name: string;
  readonly op: (x: Tensor) => Tensor;
  readonly reference: (x: number) => number;
}

const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

const cases: readonly Case[] = [
  { name: 'exp', op: tf.exp, reference: Math.exp },
  { name: 'expm1', op: tf.expm1, reference: Math.expm1 },
  { name: 'log', op: tf.log, reference: Math.log },
  { name: 'log1p', op: tf.log1p, reference: Math.log1p },
  { name: 'softplus', op: tf.softplus, reference: softplus },
  { name: 'tanh', op: tf.tanh, reference: Math.tanh },
];

/** The distance of neighbouring float32 numbers around a float64 one. */
function unitInLastPlace(value: number): number {
  const magnitude = Math.max(Math.abs(value), 2 ** -126);
  const floor = 2 ** Math.floor(Math.log2(magnitude));
  // Math.log2 may be off by one next to a power of two.
  const power = floor > magnitude ? floor / 2 : floor * 2 <= magnitude ? floor * 2 : floor;
  return power * 2 ** -23;
}

/** Every `step`-th float32 number whose bits are from `first` up to `end`, in blocks. */
function* everyFloat32(step: number, first: number, end: number): Generator<Float32Array> {
  const length = 2 ** 20;
  for (let start = first; start < end; start += step * length) {
    const count = Math.min(length, Math.ceil((end - start) / step));
    const bits = Uint32Array.from({ length: count }, (_, i) => start + i * step);
    yield new Float32Array(bits.buffer);
  }
}

/** All of float32, and more closely the numbers from 1/16 to 16, where the most is computed. */
function* sweep(): Generator<Float32Array> {
  yield* everyFloat32(3989, 0, 2 ** 32);
  for (const sign of [0, 2 ** 31]) yield* everyFloat32(97, sign + 0x3d800000, sign + 0x41800000);
}

const largest = 2 ** 128 - 2 ** 104;

describe('elementary functions on wasm', () => {
  for (const { name, op, reference } of cases) {
    it(`${name} is within 2 units in the last place of float64 over all of float32`, () => {
      let worst = 0;
      let at = 0;
      for (const x of sweep()) {
        const values = tf.tidy(() => op(tf.tensor1d(x)).dataSync());
        for (let i = 0; i < x.length; i++) {
          const exact = reference(x[i] as number);
          const value = values[i] as number;
          // What is not a number, infinite or zero is so exactly, with its sign.
          const isSpecial = !Number.isFinite(Math.fround(exact)) || exact === 0;
          const error = isSpecial
            ? Object.is(value, Math.fround(exact)) ||
              (Math.abs(exact) > largest && Math.abs(value) === largest)
              ? 0
              : Number.POSITIVE_INFINITY
            : Math.abs(value - exact) / unitInLastPlace(exact);
          if (error <= worst) continue;
          worst = error;
          at = x[i] as number;
        }
      }
      expect(worst, `${name}(${at})`).toBeLessThan(2);
    });

    it(`${name} has the exact values at the edges`, () => {
      const edges = [Number.NaN, Infinity, -Infinity, 0, -0, 1, -1, 1e-45, -1e-45, 104, -104, 89];
      const values = tf.tidy(() => op(tf.tensor1d(edges)).dataSync());
      for (const [i, x] of edges.entries()) {
        const exact = Math.fround(reference(Math.fround(x)));
        if (Number.isFinite(exact) && exact !== 0) {
          const error = Math.abs((values[i] as number) - exact);
          expect(error, `${name}(${x})`).toBeLessThan(2 * unitInLastPlace(exact));
        } else expect(values[i], `${name}(${x})`).toBe(exact);
      }
    });

    it(`${name} writes every element of any size, and none beyond`, () => {
      for (const size of [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33]) {
        tf.tidy(() => {
          const x = tf.slice(tf.linspace(0.5, 2, size + 1), [0], [size]);
          const values = op(x).dataSync();
          expect(values).toHaveLength(size);
          const exact = [...x.dataSync()].map(reference);
          for (let i = 0; i < size; i++) expect(values[i]).toBeCloseTo(exact[i] as number, 5);
        });
      }
    });
  }

  it('are real numbers also of integers', () => {
    tf.tidy(() => {
      const integers = tf.tensor1d([0, 1, 2, 3], 'int32');
      for (const op of [tf.exp, tf.expm1, tf.log1p, tf.softplus]) {
        const result = op(integers);
        expect(result.dtype).toBe('float32');
        expect([...result.dataSync()]).toEqual([...op(tf.cast(integers, 'float32')).dataSync()]);
      }
    });
  });

  it('leaves one tensor', () => {
    const x = tf.ones([3]);
    for (const { op } of cases) expectNewTensors(1, () => op(x));
    x.dispose();
  });
});
