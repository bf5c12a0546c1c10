import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { transposes } from '../../fuzz/geometry/products';
import { expectClose } from '../../helpers/expectClose';
import { expectNewTensors } from '../../helpers/expectNewTensors';
import { onWasm } from '../../helpers/onWasm';
import { productInFloat64 } from '../../helpers/productInFloat64';

onWasm({ training: true });

const activations = {
  linear: (x: number) => x,
  relu: (x: number) => Math.max(x, 0),
  relu6: (x: number) => Math.min(Math.max(x, 0), 6),
  leakyrelu: (x: number) => (x > 0 ? x : 0.2 * x),
  elu: (x: number) => (x > 0 ? x : Math.expm1(x)),
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
} as const;

type Activation = keyof typeof activations;

function layer(
  [rows, inner, columns]: readonly [number, number, number],
  [transposeA, transposeB]: readonly [boolean, boolean],
) {
  return {
    a: tf.randomUniform(transposeA ? [inner, rows] : [rows, inner], -1, 1, 'float32', 1),
    b: tf.randomUniform(transposeB ? [columns, inner] : [inner, columns], -1, 1, 'float32', 2),
    bias: tf.randomUniform([columns], -1, 1, 'float32', 3),
    transposeA,
    transposeB,
  };
}

function expected(
  {
    a,
    b,
    bias,
    transposeA,
    transposeB,
  }: Record<'a' | 'b' | 'bias', tf.Tensor> & Record<'transposeA' | 'transposeB', boolean>,
  activation: Activation,
): number[] {
  const data = (x: tf.Tensor) => ({ shape: x.shape, values: x.dataSync() });
  const product = productInFloat64(data(a), data(b), transposeA, transposeB);
  const biases = bias.dataSync();
  return product.values.map((value, i) =>
    activations[activation](value + (biases[i % biases.length] as number)),
  );
}

const sizes = [
  [3, 5, 7],
  [37, 61, 29],
  [5, 83, 131],
] as const;

describe('_FusedMatMul on wasm: reference', () => {
  for (const size of sizes) {
    for (const transposed of transposes) {
      for (const activation of Object.keys(activations) as Activation[]) {
        it(`is ${activation} of ${size.join(' x ')} plus bias, transposed ${transposed.join(' and ')}`, () => {
          tf.tidy(() => {
            const dense = layer(size, transposed);
            const output = tf.fused.matMul({ ...dense, activation });
            expect(output.shape).toEqual([size[0], size[2]]);
            expectClose(output, expected(dense, activation), { atol: 1e-5 });
          });
        });
      }
    }
  }

  for (const [batchA, batchB] of [
    [2, 2],
    [2, 1],
    [1, 2],
  ] as const) {
    for (const transposed of transposes) {
      it(`adds the bias to a batch of ${batchA} by ${batchB}, transposed ${transposed.join(' and ')}`, () => {
        tf.tidy(() => {
          const { a, b, ...dense } = layer([9, 8, 7], transposed);
          const batched = {
            ...dense,
            a: tf.stack(Array.from({ length: batchA }, (_, i) => tf.add(a, i))),
            b: tf.stack(Array.from({ length: batchB }, (_, i) => tf.sub(b, i))),
          };
          const output = tf.fused.matMul({ ...batched, activation: 'relu' });
          expect(output.shape).toEqual([2, 9, 7]);
          expectClose(output, expected(batched, 'relu'), { atol: 1e-5 });
        });
      });
    }
  }

  it('applies the weights of an activation to a transposed product and to a batch', () => {
    tf.tidy(() => {
      const { a, b, transposeB } = layer([9, 8, 7], [false, true]);
      const preluActivationWeights = tf.scalar(0.25);
      const prelu = (value: number) => (value > 0 ? value : 0.25 * value);
      const batch = tf.stack([a, tf.neg(a)]);
      for (const left of [a, batch] as tf.Tensor2D[]) {
        const right = (left === a ? b : tf.stack([b])) as tf.Tensor2D;
        const output = tf.fused.matMul({
          a: left,
          b: right,
          transposeB,
          activation: 'prelu',
          preluActivationWeights,
        });
        const product = tf.matMul(left, right, false, true);
        expectClose(output, product.dataSync().map(prelu), { atol: 1e-5 });
      }
    });
  });
});

describe('_FusedMatMul on wasm: gradient', () => {
  for (const transposed of transposes) {
    it(`is that of the unfused layer, transposed ${transposed.join(' and ')}`, () => {
      tf.tidy(() => {
        const { a, b, bias, transposeA, transposeB } = layer([23, 31, 29], transposed);
        const upstream = tf.randomUniform([23, 29], -1, 1, 'float32', 4);
        const fused = tf.grads((a, b, bias) =>
          tf.sum(
            tf.mul(
              upstream,
              tf.fused.matMul({
                a: a as tf.Tensor2D,
                b: b as tf.Tensor2D,
                bias,
                transposeA,
                transposeB,
                activation: 'relu',
              }),
            ),
          ),
        )([a, b, bias]);
        const unfused = tf.grads((a, b, bias) =>
          tf.sum(tf.mul(upstream, tf.relu(tf.add(tf.matMul(a, b, transposeA, transposeB), bias)))),
        )([a, b, bias]);
        fused.forEach((gradient, i) => {
          expectClose(gradient, unfused[i] as tf.Tensor, { atol: 1e-5 });
        });
      });
    });
  }
});

describe('_FusedMatMul on wasm: extremes', () => {
  it('is empty where there are no rows, whatever is transposed', () => {
    tf.tidy(() => {
      for (const transposed of transposes) {
        const output = tf.fused.matMul({ ...layer([0, 5, 7], transposed), activation: 'relu' });
        expect(output.shape).toEqual([0, 7]);
        expect([...output.dataSync()]).toEqual([]);
      }
    });
  });

  it('is empty where there are no columns, also with the weights of an activation', () => {
    tf.tidy(() => {
      const output = tf.fused.matMul({
        ...layer([4, 5, 0], [false, false]),
        activation: 'prelu',
        preluActivationWeights: tf.zeros([0]),
      });
      expect(output.shape).toEqual([4, 0]);
    });
  });
});

describe('_FusedMatMul on wasm: memory', () => {
  it('leaves its output alone behind', () => {
    for (const transposed of transposes) {
      const { a, b, bias, ...dense } = layer([37, 61, 29], transposed);
      const before = tf.backend().numDataIds();
      expectNewTensors(1, () => tf.fused.matMul({ a, b, bias, ...dense, activation: 'relu' }));
      expect(tf.backend().numDataIds()).toBe(before);
      tf.dispose([a, b, bias]);
    }
  });
});
