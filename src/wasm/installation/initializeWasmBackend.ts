import * as tf from '@tensorflow/tfjs-core';

/**
 * Makes sure that the wasm backend runs, without making it the current one.
 *
 * @throws Error if it cannot be initialized
 */
export async function initializeWasmBackend(fn: string): Promise<void> {
  // Here and not at the top: importing this package registers nothing.
  await import('@tensorflow/tfjs-backend-wasm');
  const isInitialized = (): boolean => 'wasm' in tf.engine().registry;
  // A backend that is being initialized would be dropped if another one overtook it.
  await ready();
  if (isInitialized()) return;
  tf.findBackend('wasm'); // starts the initialization; tf.ready() waits for it
  await ready();
  if (!isInitialized()) {
    throw new Error(
      `${fn}: the wasm backend must initialize; got a failure, which tfjs has printed above. ` +
        'Tell it where its .wasm files are with setWasmPaths(...) from @tensorflow/tfjs-backend-wasm.',
    );
  }
}

/** `tf.ready()`, which rejects where no backend at all can be initialized. */
async function ready(): Promise<void> {
  try {
    await tf.ready();
  } catch {
    // What matters here is only whether the wasm backend is there afterwards.
  }
}
