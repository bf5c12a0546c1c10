/**
 * How fast the matrix product is, beside a loop that multiplies and adds in registers alone and beside
 * the product of stock tfjs: one JSON line of `ProductRates`. `npm run bench` runs it in a process of
 * its own.
 */
import './support/relaxedSimd';
import '@tensorflow/tfjs-backend-wasm';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { enableWasmTraining } from 'variate/wasm';
import type { ProductRates } from './support/productRates';

/** `[rows, inner]` times `[inner, columns]`: a layer 784-500 of a batch of 1000. */
const [rows, inner, columns] = [1000, 784, 500];
const rounds = Number(process.argv[2] ?? 9);
/** Long enough to be timed, and some 64 operations each. */
const ceilingRounds = 10_000_000;
const operationsOfCeiling = 64 * ceilingRounds;
const operationsOfProduct = 2 * rows * inner * columns;

tf.enableProdMode();
await tf.setBackend('wasm');
const stock = tf.getKernel(tf.BatchMatMul, 'wasm') as tf.KernelConfig;
const { variant } = await enableWasmTraining();

/** The compiled functions, which an installed kernel carries with it: the ceiling is no kernel of tfjs. */
interface Installed {
  readonly variateInstallation: {
    readonly runtime: {
      on(backend: unknown): { readonly run: { multiplyAddCeiling(rounds: number): number } };
    };
  };
}
const installed = tf.getKernel(tf.BatchMatMul, 'wasm') as unknown as Installed;
const { run: compiled } = installed.variateInstallation.runtime.on(tf.backend());

const matrix = (shape: [number, number]): tf.Tensor2D => tf.randomUniform(shape);
const a = matrix([rows, inner]);
const b = matrix([inner, columns]);
const aTransposed = matrix([inner, rows]);
const bTransposed = matrix([columns, inner]);

function stockProduct(): void {
  const backend = tf.backend() as BackendWasm;
  const attrs = { transposeA: false, transposeB: false };
  const product = stock.kernelFunc({ inputs: { a, b }, attrs, backend }) as tf.TensorInfo;
  backend.disposeData(product.dataId);
}

const works: Readonly<
  Record<keyof ProductRates['rates'], { operations: number; run: () => unknown }>
> = {
  ceiling: {
    operations: operationsOfCeiling,
    run: () => compiled.multiplyAddCeiling(ceilingRounds),
  },
  stock: { operations: operationsOfProduct, run: stockProduct },
  plain: { operations: operationsOfProduct, run: () => tf.matMul(a, b).dispose() },
  rightTransposed: {
    operations: operationsOfProduct,
    run: () => tf.matMul(a, bTransposed, false, true).dispose(),
  },
  leftTransposed: {
    operations: operationsOfProduct,
    run: () => tf.matMul(aTransposed, b, true).dispose(),
  },
  bothTransposed: {
    operations: operationsOfProduct,
    run: () => tf.matMul(aTransposed, bTransposed, true, true).dispose(),
  },
};

const names = Object.keys(works) as (keyof ProductRates['rates'])[];
const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
  keyof ProductRates['rates'],
  number[]
>;
// The first rounds are for the compiler.
for (let round = -3; round < rounds; round++) {
  for (const name of names) {
    const { operations, run } = works[name];
    const start = performance.now();
    run();
    const rate = operations / (performance.now() - start) / 1e6;
    if (round >= 0) rates[name].push(rate);
  }
}
console.log(JSON.stringify({ variant, rates } satisfies ProductRates));
process.exit(0);
