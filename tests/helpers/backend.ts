import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll } from 'vitest';
import { enableWasmTraining } from '../../src/wasm';

/**
 * Puts every test file on the backend of its project: `cpu`, `wasm` (as tfjs ships it), or
 * `wasm-training` (with `enableWasmTraining()`).
 */
beforeAll(async () => {
  const name = process.env['VARIATE_BACKEND'] ?? 'cpu';
  tf.enableProdMode();
  await tf.setBackend(name === 'wasm-training' ? 'wasm' : name);
  await tf.ready();
  if (name === 'wasm-training') await enableWasmTraining();
});
