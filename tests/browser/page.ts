// Runs in a real browser: the same numbers on cpu and on wasm with the kernels for training.
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import {
  adam,
  bernoulliNll,
  categoricalNll,
  fitGaussianClassifier,
  gaussianKl,
  gaussianNll,
  iicLoss,
  randomKey,
  randomNormal,
  randomUniform,
  reparameterize,
  splitKey,
} from 'variate';
import { disableWasmTraining, enableWasmTraining } from 'variate/wasm';

/** What the page tells the program that opened it. */
export interface BrowserResult {
  readonly name: string;
  readonly error?: string;
}

const results: BrowserResult[] = [];

/** Notes whether a check throws, and what it has to say. */
async function check(name: string, run: () => Promise<string | undefined>): Promise<void> {
  try {
    const note = await run();
    results.push({ name: note === undefined ? name : `${name}: ${note}` });
  } catch (error) {
    results.push({ name, error: error instanceof Error ? error.message : String(error) });
  }
}

function expectClose(name: string, actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i] as number, expected[i] as number];
    if (!(Math.abs(a - e) <= 1e-5 + 1e-4 * Math.abs(e))) {
      throw new Error(`${name}: element ${i} is ${a}, expected ${e}`);
    }
  }
}

/** The values of a computation on a backend. */
async function valuesOn(backend: string, compute: () => tf.Tensor[]): Promise<number[][]> {
  await tf.setBackend(backend);
  const tensors = tf.tidy(compute);
  const values = tensors.map((tensor) => Array.from(tensor.dataSync()));
  tf.dispose(tensors);
  return values;
}

async function sameOnBoth(name: string, compute: () => tf.Tensor[]): Promise<void> {
  await check(name, async () => {
    const expected = await valuesOn('cpu', compute);
    const actual = await valuesOn('wasm', compute);
    expected.forEach((values, i) => {
      expectClose(`output ${i}`, actual[i] as number[], values);
    });
    return undefined;
  });
}

const [xKey, yKey, zKey] = splitKey(randomKey(7), 3);
const x = (): tf.Tensor => randomUniform(xKey, [13, 21]);
const y = (): tf.Tensor => randomNormal(yKey, [13, 21]);
const z = (): tf.Tensor => randomNormal(zKey, [13, 21]);

const withGradients =
  (loss: (...inputs: tf.Tensor[]) => tf.Tensor, ...inputs: (() => tf.Tensor)[]) =>
  (): tf.Tensor[] => {
    const tensors = inputs.map((input) => input());
    const total = (...args: tf.Tensor[]): tf.Tensor => tf.sum(loss(...args));
    return [loss(...tensors), ...tf.grads(total)(tensors)];
  };

/** Losses of some steps of a small VAE. */
async function trainedLosses(backend: string): Promise<number[]> {
  await tf.setBackend(backend);
  const keys = splitKey(randomKey(3), 16);
  const initial = (shape: number[], index: number): tf.Variable =>
    tf.variable(randomNormal(keys[index] as (typeof keys)[0], shape, { std: 0.1 }));
  const weights = [
    initial([49, 32], 0),
    initial([32, 8], 1),
    initial([4, 32], 2),
    initial([32, 49], 3),
  ] as [tf.Variable, tf.Variable, tf.Variable, tf.Variable];
  const optimizer = adam(1e-2);
  const losses = keys.slice(4).map((key) =>
    tf.tidy(() => {
      const [dataKey, noiseKey] = splitKey(key);
      const images = tf.cast(tf.less(randomUniform(dataKey, [20, 49]), 0.3), 'float32');
      const cost = optimizer.minimize(
        () => {
          const hidden = tf.relu(tf.matMul(images, weights[0]));
          const [mean, logVar] = tf.split(tf.matMul(hidden, weights[1]), 2, 1) as [
            tf.Tensor,
            tf.Tensor,
          ];
          const latents = reparameterize({ mean, logVar }, { key: noiseKey });
          const decoded = tf.relu(tf.matMul(latents as tf.Tensor2D, weights[2]));
          const logits = tf.matMul(decoded, weights[3]);
          const nats = tf.add(bernoulliNll(images, logits), gaussianKl({ mean, logVar }));
          return tf.mean(nats) as tf.Scalar;
        },
        true,
        [...weights],
      );
      return cost?.dataSync()[0] as number;
    }),
  );
  optimizer.dispose();
  tf.dispose(weights);
  return losses;
}

async function runAll(): Promise<void> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': threaded,
  });
  await check('enableWasmTraining installs its kernels', async () => {
    await tf.setBackend('wasm');
    const report = await enableWasmTraining();
    if (report.kernels.length === 0) throw new Error('no kernel was installed');
    const { kernels, ...rest } = report;
    return `${kernels.length} kernels, ${JSON.stringify(rest)}`;
  });
  await sameOnBoth(
    'bernoulliNll',
    withGradients((l) => bernoulliNll(x(), l as tf.Tensor), y),
  );
  await sameOnBoth(
    'gaussianNll',
    withGradients(
      (t, mean, logVar) =>
        gaussianNll(t as tf.Tensor, { mean: mean as tf.Tensor, logVar: logVar as tf.Tensor }),
      x,
      y,
      z,
    ),
  );
  await sameOnBoth(
    'gaussianKl',
    withGradients(
      (mean, logVar) => gaussianKl({ mean: mean as tf.Tensor, logVar: logVar as tf.Tensor }),
      y,
      z,
    ),
  );
  await sameOnBoth(
    'categoricalNll',
    withGradients((l) => categoricalNll(tf.softmax(z()), l as tf.Tensor), y),
  );
  await sameOnBoth(
    'iicLoss',
    withGradients((a, b) => iicLoss(a as tf.Tensor, b as tf.Tensor), y, z),
  );
  await sameOnBoth('reparameterize', () => {
    const posterior = { mean: y(), logVar: z() };
    return [reparameterize(posterior, { key: xKey, samples: 3 })];
  });
  await check('randomUniform and randomNormal have the same bits on both backends', async () => {
    const draw = (): tf.Tensor[] => [randomUniform(xKey, [999]), randomNormal(yKey, [999])];
    const [onCpu, onWasm] = [await valuesOn('cpu', draw), await valuesOn('wasm', draw)];
    if (JSON.stringify(onCpu) !== JSON.stringify(onWasm)) throw new Error('the draws differ');
    return undefined;
  });
  await sameOnBoth('matMul, all transposes', () =>
    [false, true].flatMap((transposeA) =>
      [false, true].map((transposeB) =>
        tf.matMul(
          randomNormal(xKey, transposeA ? [30, 17] : [17, 30]) as tf.Tensor2D,
          randomNormal(yKey, transposeB ? [23, 30] : [30, 23]) as tf.Tensor2D,
          transposeA,
          transposeB,
        ),
      ),
    ),
  );
  await sameOnBoth('fitGaussianClassifier', () => {
    const labels = Array.from({ length: 60 }, (_, row) => row % 2);
    const features = tf.add(randomNormal(zKey, [60, 3]), tf.expandDims(tf.tensor1d(labels), 1));
    return [fitGaussianClassifier(features, labels).logProbs(features)];
  });
  await check('a VAE trains to the same losses on both backends', async () => {
    const losses = await trainedLosses('wasm');
    expectClose('loss', losses, await trainedLosses('cpu'));
    return `from ${losses[0]?.toFixed(2)} to ${losses.at(-1)?.toFixed(2)} nats`;
  });
  await check('disableWasmTraining puts the stock kernels back', async () => {
    await tf.setBackend('wasm');
    disableWasmTraining();
    const product = tf.matMul(tf.ones([2, 3]), tf.ones([2, 3]), false, true);
    expectClose('product', product.dataSync(), [3, 3, 3, 3]);
    return undefined;
  });
}

await runAll();
(globalThis as { browserResults?: readonly BrowserResult[] }).browserResults = results;
