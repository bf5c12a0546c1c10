import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchMatMul } from '../../../src/wasm/kernels/batchMatMul';
import { expectClose } from '../../helpers/expectClose';
import { expectNewTensors } from '../../helpers/expectNewTensors';
import { onWasm } from '../../helpers/onWasm';
import { productInFloat64 } from '../../helpers/productInFloat64';

onWasm({ training: true });

const transposes: readonly [boolean, boolean][] = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
];

interface Product {
  readonly batchA?: readonly number[];
  readonly batchB?: readonly number[];
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

/** Operands for a product, stored as its transposes want them. */
function operands(
  { batchA = [], batchB = [], rows, inner, columns }: Product,
  [transposeA, transposeB]: readonly [boolean, boolean],
): [tf.Tensor, tf.Tensor] {
  const shapeA = transposeA ? [inner, rows] : [rows, inner];
  const shapeB = transposeB ? [columns, inner] : [inner, columns];
  return [
    tf.randomUniform([...batchA, ...shapeA], -1, 1, 'float32', 1),
    tf.randomUniform([...batchB, ...shapeB], -1, 1, 'float32', 2),
  ];
}

function expectRightProduct(product: Product, transposed: readonly [boolean, boolean]): void {
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
    const size = fc.integer({ min: 1, max: 40 });
    const batch = fc.constantFrom<readonly number[]>([], [1], [2], [3, 1], [1, 2], [3, 2]);
    fc.assert(
      fc.property(
        fc.record({ batchA: batch, batchB: batch, rows: size, inner: size, columns: size }),
        fc.constantFrom(...transposes),
        (product, transposed) => {
          // tfjs wants both operands to have one rank.
          fc.pre(product.batchA.length === product.batchB.length);
          fc.pre(
            product.batchA.every((a, axis) => {
              const b = product.batchB[axis] as number;
              return a === b || a === 1 || b === 1;
            }),
          );
          expectRightProduct(product, transposed);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
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

describe('BatchMatMul on wasm: rerouting', () => {
  /** The products that the kernel asks of the stock one, as `rows x inner by inner x columns`. */
  function stockProducts(
    a: readonly number[],
    b: readonly number[],
    [transposeA, transposeB]: readonly [boolean, boolean],
  ): string[] {
    const asked: string[] = [];
    const multiply = tf.getKernel(tf.BatchMatMul, 'wasm')?.kernelFunc as tf.KernelFunc;
    const kernel = batchMatMul.create((params) => {
      const { a, b } = params.inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
      const transposes = Object.values(params.attrs ?? {}).includes(true) ? ', transposed' : '';
      asked.push(`${a.shape.join('x')} by ${b.shape.join('x')}${transposes}`);
      return multiply(params);
    }) as tf.KernelFunc;
    tf.tidy(() => {
      const inputs = { a: tf.zeros([...a]), b: tf.zeros([...b]) };
      const attrs = { transposeA, transposeB };
      const product = kernel({ inputs, attrs, backend: tf.backend() }) as tf.TensorInfo;
      tf.backend().disposeData(product.dataId);
    });
    return asked;
  }

  it('asks for untransposed products only', () => {
    expect(stockProducts([200, 90], [30, 90], [false, true])).toEqual(['200x90 by 90x30']);
    expect(stockProducts([90, 200], [90, 30], [true, false])).toEqual(['200x90 by 90x30']);
    expect(stockProducts([90, 200], [30, 90], [true, true])).toEqual(['200x90 by 90x30']);
  });

  it('swaps the operands where that packs the smaller one', () => {
    expect(stockProducts([30, 90], [200, 90], [false, true])).toEqual(['200x90 by 90x30']);
    expect(stockProducts([90, 30], [90, 200], [true, false])).toEqual(['200x90 by 90x30']);
    expect(stockProducts([90, 30], [200, 90], [true, true])).toEqual(['200x90 by 90x30']);
  });

  it('takes a batch by one matrix as one product', () => {
    expect(stockProducts([4, 50, 90], [1, 90, 30], [false, false])).toEqual(['200x90 by 90x30']);
    expect(stockProducts([4, 50, 90], [1, 30, 90], [false, true])).toEqual(['200x90 by 90x30']);
  });

  it('takes a batch by a batch as one product after the other', () => {
    expect(stockProducts([2, 50, 90], [2, 90, 30], [false, false])).toEqual([
      '50x90 by 90x30',
      '50x90 by 90x30',
    ]);
  });

  it('leaves what is small, and what is one untransposed product, as it is', () => {
    expect(stockProducts([8, 8], [8, 8], [false, true])).toEqual(['8x8 by 8x8, transposed']);
    expect(stockProducts([30, 90], [90, 200], [false, false])).toEqual(['30x90 by 90x200']);
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
      const integers = tf.ones([30, 30], 'int32');
      expect(() => tf.matMul(integers, integers, false, true)).toThrow(
        'BatchMatMul for non non-float32 tensors not yet supported.',
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

  it('leaves the two gradients alone behind', () => {
    const [a, b] = operands({ rows: 23, inner: 31, columns: 29 }, [false, false]);
    const gradients = tf.grads((x, y) => tf.sum(tf.square(tf.matMul(x, y))));
    expectNewTensors(2, () => gradients([a, b]));
    tf.dispose([a, b]);
  });
});
