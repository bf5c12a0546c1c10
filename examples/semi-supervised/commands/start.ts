import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { enableWasmTraining } from 'variate/wasm';

/** Makes the wasm backend ready to train. */
export async function start(threads: number): Promise<void> {
  await tf.setBackend('wasm');
  await enableWasmTraining({ threads });
}
