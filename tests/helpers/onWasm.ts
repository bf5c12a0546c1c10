import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll } from 'vitest';
import { disableWasmTraining, enableWasmTraining } from '../../src/wasm';

/**
 * Puts the tests of a file on the wasm backend, with the training kernels or without, whatever
 * their project is; afterwards the backend of the project is back as it was.
 */
export function onWasm({ training }: { readonly training: boolean }): void {
  let projectBackend: string;

  const install = async (wanted: boolean): Promise<void> => {
    if (wanted) await enableWasmTraining();
    else disableWasmTraining();
  };
  beforeAll(async () => {
    projectBackend = tf.getBackend();
    await tf.setBackend('wasm');
    await install(training);
  });
  afterAll(async () => {
    await install(process.env['VARIATE_BACKEND'] === 'wasm-training');
    await tf.setBackend(projectBackend);
  });
}
