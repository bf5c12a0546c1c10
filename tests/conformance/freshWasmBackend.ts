import * as tf from '@tensorflow/tfjs-core';

/**
 * Makes wasm the current backend, with a new instance of its module: an operation that reads or
 * writes out of bounds leaves the one that it ran on unusable, or worse, wrong.
 */
export async function freshWasmBackend(): Promise<void> {
  const { registry, registryFactory } = tf.engine();
  const { factory, priority } = registryFactory['wasm'] as (typeof registryFactory)[string];
  const broken = registry['wasm'];
  if (broken) {
    const dispose = broken.dispose.bind(broken);
    broken.dispose = () => {
      try {
        dispose();
      } catch {
        // The heap of a module that has been overwritten may not even be given back.
      }
    };
  }
  tf.removeBackend('wasm');
  tf.registerBackend('wasm', factory, priority);
  await tf.setBackend('wasm');
}
