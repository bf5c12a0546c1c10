import type { BackendWasm as StockBackend } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { installedRuntime } from '../../../src/wasm/installation/installedRuntime';
import { batchMatMul } from '../../../src/wasm/kernels/batchMatMul';
import type { KernelRuntime } from '../../../src/wasm/runtime/KernelRuntime';
import {
  operandShapes,
  type Product,
  products as randomProducts,
  type Transposed,
  transposes,
} from '../../fuzz/geometry/products';
import { expectClose } from '../../helpers/expectClose';
import { expectNewTensors } from '../../helpers/expectNewTensors';
import { onWasm } from '../../helpers/onWasm';
import { productInFloat64 } from '../../helpers/productInFloat64';

onWasm({ training: true });

/** The module of the backend has more than its declarations say. */
type BackendWasm = StockBackend & {
  readonly wasm: { readonly asm: { readonly memory: WebAssembly.Memory } };
};

/** Operands for a product, stored as its transposes want them. */
function operands(product: Product, transposed: Transposed): [tf.Tensor, tf.Tensor] {
  const [a, b] = operandShapes(product, transposed);
  return [tf.randomUniform(a, -1, 1, 'float32', 1), tf.randomUniform(b, -1, 1, 'float32', 2)];
}

function expectRightProduct(product: Product, transposed: Transposed): void {
  tf.tidy(() => {
    const [a, b] = operands(product, transposed);
    const expected = productInFloat64(
      { shape: a.shape, values: a.dataSync() },
      { shape: b.shape, values: b.dataSync() },
      ...transposed,
    );
    const actual = tf.matMul(a, b, ...transposed);
    expect(actual.shape).toEqual(expected.shape);
    expect(actual.dtype).toBe('float32');
    expectClose(actual, expected.values, { rtol: 1e-5, atol: 1e-5 });
  });
}

const products: Readonly<Record<string, Product>> = {
  'one by one': { rows: 1, inner: 1, columns: 1 },
  'small, odd sizes': { rows: 3, inner: 5, columns: 7 },
  'large, odd sizes': { rows: 37, inner: 61, columns: 29 },
  'a small batch by a large weight': { rows: 5, inner: 83, columns: 131 },
  'a large batch by a small weight': { rows: 211, inner: 19, columns: 13 },
  'one row': { rows: 1, inner: 127, columns: 129 },
  'one column': { rows: 130, inner: 127, columns: 1 },
  'one inner': { rows: 97, inner: 1, columns: 101 },
  'a batch of small matrices': { batchA: [3], batchB: [3], rows: 3, inner: 5, columns: 2 },
  'a batch of large matrices': { batchA: [3], batchB: [3], rows: 21, inner: 25, columns: 23 },
  'a batch of rank two': { batchA: [2, 3], batchB: [2, 3], rows: 21, inner: 25, columns: 23 },
  'a batch by one matrix': { batchA: [4], batchB: [1], rows: 21, inner: 25, columns: 23 },
  'one matrix by a batch': { batchA: [1], batchB: [4], rows: 21, inner: 25, columns: 23 },
  'batches of different rank': { batchA: [2, 3], batchB: [3], rows: 21, inner: 25, columns: 23 },
  'batches broadcast axis by axis': {
    batchA: [2, 1],
    batchB: [1, 3],
    rows: 21,
    inner: 25,
    columns: 23,
  },
  'small matrices broadcast axis by axis': {
    batchA: [2, 1],
    batchB: [2, 2],
    rows: 2,
    inner: 2,
    columns: 2,
  },
};

describe('BatchMatMul on wasm: reference', () => {
  for (const [name, product] of Object.entries(products)) {
    for (const transposed of transposes) {
      it(`multiplies ${name}, transposed ${transposed.join(' and ')}`, () => {
        expectRightProduct(product, transposed);
      });
    }
  }

  it('gives the product of the same right operand again and again, as inference does', () => {
    tf.tidy(() => {
      const weights = tf.randomUniform([64, 40], -1, 1, 'float32', 3);
      for (let seed = 0; seed < 3; seed++) {
        const x = tf.randomUniform([16, 64], -1, 1, 'float32', seed + 1);
        const expected = productInFloat64(
          { shape: x.shape, values: x.dataSync() },
          { shape: weights.shape, values: weights.dataSync() },
          false,
          false,
        );
        expectClose(tf.matMul(x, weights), expected.values, { atol: 1e-5 });
      }
    });
  });
});

describe('BatchMatMul on wasm: gradient', () => {
  for (const transposed of transposes) {
    it(`is the product of the upstream gradient, transposed ${transposed.join(' and ')}`, () => {
      tf.tidy(() => {
        const [a, b] = operands({ rows: 23, inner: 31, columns: 29 }, transposed);
        const upstream = tf.randomUniform([23, 29], -1, 1, 'float32', 3);
        const gradients = tf.grads((x, y) =>
          tf.sum(tf.mul(upstream, tf.matMul(x, y, ...transposed))),
        )([a, b]);

        const upright = (x: tf.Tensor, isTransposed: boolean) =>
          isTransposed ? tf.transpose(x) : x;
        const data = (x: tf.Tensor) => ({ shape: x.shape, values: x.dataSync() });
        const toA = productInFloat64(data(upstream), data(upright(b, transposed[1])), false, true);
        const toB = productInFloat64(data(upright(a, transposed[0])), data(upstream), true, false);
        const [gradientA, gradientB] = gradients as [tf.Tensor, tf.Tensor];
        expect(gradientA.shape).toEqual(a.shape);
        expect(gradientB.shape).toEqual(b.shape);
        expectClose(upright(gradientA, transposed[0]), toA.values, { atol: 1e-5 });
        expectClose(upright(gradientB, transposed[1]), toB.values, { atol: 1e-5 });
      });
    });
  }
});

describe('BatchMatMul on wasm: laws', () => {
  it('is the sum over the inner axis, for any sizes, batch and transposes', () => {
    fc.assert(fc.property(randomProducts(70), fc.constantFrom(...transposes), expectRightProduct), {
      seed: 1,
      numRuns: 200,
    });
  });
});

describe('BatchMatMul on wasm: extremes', () => {
  for (const transposed of transposes) {
    it(`is zero where there is nothing to sum over, transposed ${transposed.join(' and ')}`, () => {
      tf.tidy(() => {
        tf.fill([100], 7).dispose(); // what an unwritten output would be found to hold
        const [a, b] = operands({ rows: 4, inner: 0, columns: 5 }, transposed);
        const product = tf.matMul(a, b, ...transposed);
        expect(product.shape).toEqual([4, 5]);
        expect([...product.dataSync()]).toEqual(Array(20).fill(0));
      });
    });

    it(`is empty without rows, columns or batch, transposed ${transposed.join(' and ')}`, () => {
      tf.tidy(() => {
        for (const product of [
          { rows: 0, inner: 3, columns: 5 },
          { rows: 4, inner: 3, columns: 0 },
          { batchA: [0], batchB: [0], rows: 4, inner: 3, columns: 5 },
        ]) {
          const [a, b] = operands(product, transposed);
          const { shape, size } = tf.matMul(a, b, ...transposed);
          expect(size).toBe(0);
          expect(shape).toEqual([...(product.batchA ?? []), product.rows, product.columns]);
        }
      });
    });

    it(`lets infinities and NaN through, transposed ${transposed.join(' and ')}`, () => {
      tf.tidy(() => {
        const [, b] = operands({ rows: 24, inner: 24, columns: 24 }, transposed);
        const positive = tf.add(tf.abs(b), 1);
        const values = new Float32Array(24 * 24).fill(1);
        // The second row of the operand, once it is upright.
        values[transposed[0] ? 1 : 24] = Number.POSITIVE_INFINITY;
        values[transposed[0] ? 2 : 48] = Number.NaN;
        const product = tf.matMul(tf.tensor2d(values, [24, 24]), positive, ...transposed);
        const rows = product.arraySync() as number[][];
        expect(rows[0]?.every(Number.isFinite)).toBe(true);
        expect(rows[1]?.every((value) => value === Number.POSITIVE_INFINITY)).toBe(true);
        expect(rows[2]?.every(Number.isNaN)).toBe(true);
      });
    });
  }
});

describe('BatchMatMul on wasm: values', () => {
  it('are IEEE sums where they are tiny, huge, infinite or not numbers, whatever the shape', () => {
    const special = [0, -0, 1, -2.5, 1e-40, 1e-45, -1e-38, 1e15, Infinity, -Infinity, NaN];
    const size = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(
        fc.tuple(size, size, size),
        fc.constantFrom(...transposes),
        fc.array(fc.constantFrom(...special), { minLength: 400, maxLength: 400 }),
        fc.nat({ max: 399 }),
        ([rows, inner, columns], transposed, values, place) => {
          const [transposeA, transposeB] = transposed;
          const a = {
            shape: transposeA ? [inner, rows] : [rows, inner],
            values: new Float32Array(values.slice(0, rows * inner)),
          };
          // Most factors are ordinary, or every sum would be NaN.
          const b = {
            shape: transposeB ? [columns, inner] : [inner, columns],
            values: Float32Array.from({ length: inner * columns }, (_, i) =>
              i === place ? (values[0] as number) : (i % 5) - 1.5,
            ),
          };
          const expected = productInFloat64(a, b, ...transposed).values;
          const magnitudes = productInFloat64(
            { ...a, values: a.values.map(Math.abs) },
            { ...b, values: b.values.map(Math.abs) },
            ...transposed,
          ).values;
          const product = tf.tidy(() => {
            const [left, right] = [a, b].map(({ values, shape }) => tf.tensor(values, shape));
            return tf.matMul(left as tf.Tensor, right as tf.Tensor, ...transposed).dataSync();
          });
          expected.forEach((value, i) => {
            const magnitude = magnitudes[i] as number;
            const atol = Number.isFinite(magnitude) ? 1e-6 * magnitude + 1e-44 : 0;
            expectClose([product[i] as number], [Math.fround(value)], { rtol: 0, atol });
          });
        },
      ),
      { seed: 2, numRuns: 300 },
    );
  });

  it('keep denormals', () => {
    tf.tidy(() => {
      for (const size of [1, 5, 16]) {
        const tiny = tf.fill([size, size], 1e-40);
        const product = tf.matMul(tiny, tf.eye(size), false, true);
        expect([...product.dataSync()]).toEqual([...tiny.dataSync()]);
      }
    });
  });
});

describe('BatchMatMul on wasm: what it runs', () => {
  it('leaves float32 products of any size, batch and transposes to no stock kernel', () => {
    const kernel = batchMatMul.create(
      () => {
        throw new Error('the stock kernel was asked');
      },
      (installedRuntime() as KernelRuntime).on,
    ) as tf.KernelFunc;
    for (const product of Object.values(products)) {
      for (const [transposeA, transposeB] of transposes) {
        tf.tidy(() => {
          const [a, b] = operands(product, [transposeA, transposeB]);
          const attrs = { transposeA, transposeB };
          const output = kernel({ inputs: { a, b }, attrs, backend: tf.backend() });
          tf.backend().disposeData((output as tf.TensorInfo).dataId);
        });
      }
    }
  });

  it('takes tensors of another backend, as every kernel of tfjs does', async () => {
    await tf.setBackend('cpu');
    const a = tf.tensor2d([[1, 2]]);
    await tf.setBackend('wasm');
    const product = tf.matMul(a, a, false, true);
    expect([...product.dataSync()]).toEqual([5]);
    tf.dispose([a, product]);
  });
});

describe('BatchMatMul on wasm: errors', () => {
  it("refuses what tfjs's own kernel refuses, in its words", () => {
    tf.tidy(() => {
      expect(() => tf.matMul(tf.ones([30, 20]), tf.ones([30, 20]))).toThrow(
        'Error in matMul: inner shapes (20) and (30) of Tensors with shapes 30,20 and 30,20 and transposeA=false and transposeB=false must match.',
      );
      expect(() => tf.matMul(tf.ones([2, 3, 3]), tf.ones([3, 3, 2]))).toThrow(
        'Operands could not be broadcast together with shapes 2 and 3.',
      );
    });
  });
});

describe('BatchMatMul on wasm: memory', () => {
  for (const [name, product] of Object.entries(products)) {
    it(`leaves its product alone behind: ${name}`, () => {
      for (const transposed of transposes) {
        const [a, b] = operands(product, transposed);
        // The backend knows also of what tfjs does not count: the intermediates of a kernel.
        const held = () => tf.backend().numDataIds();
        const before = held();
        expectNewTensors(1, () => tf.matMul(a, b, ...transposed));
        expect(held()).toBe(before);
        tf.dispose([a, b]);
      }
    });
  }

  it('does not grow over thousands of products', () => {
    const [a, b] = operands({ rows: 23, inner: 31, columns: 29 }, [false, false]);
    const { memory } = (tf.backend() as BackendWasm).wasm.asm;
    tf.matMul(a, b).dispose();
    const bytes = memory.buffer.byteLength;
    const held = tf.backend().numDataIds();
    for (let i = 0; i < 5000; i++) tf.matMul(a, b).dispose();
    expect(memory.buffer.byteLength).toBe(bytes);
    expect(tf.backend().numDataIds()).toBe(held);
    tf.dispose([a, b]);
  });

  it('may grow between products', () => {
    tf.tidy(() => {
      const { memory } = (tf.backend() as BackendWasm).wasm.asm;
      const bytes = memory.buffer.byteLength;
      const [a, b] = operands({ rows: 37, inner: 61, columns: 29 }, [false, true]);
      const before = tf.matMul(a, b, false, true);
      const large = tf.zeros([Math.ceil(bytes / 4) + 2 ** 20]);
      expect(memory.buffer.byteLength).toBeGreaterThan(bytes);
      const after = tf.matMul(a, b, false, true);
      expect([...after.dataSync()]).toEqual([...before.dataSync()]);
      large.dispose();
    });
  });

  it('leaves the two gradients alone behind', () => {
    const [a, b] = operands({ rows: 23, inner: 31, columns: 29 }, [false, false]);
    const gradients = tf.grads((x, y) => tf.sum(tf.square(tf.matMul(x, y))));
    expectNewTensors(2, () => gradients([a, b]));
    tf.dispose([a, b]);
  });
});
