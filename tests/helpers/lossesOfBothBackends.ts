import * as tf from '@tensorflow/tfjs-core';

/** A loss curve on the cpu backend, and how far that on wasm is from it at most, relative to it. */
export async function lossesOfBothBackends(losses: () => number[]) {
  const onWasm = losses();
  await tf.setBackend('cpu');
  const onCpu = losses();
  await tf.setBackend('wasm');
  const worst = Math.max(
    ...onCpu.map((loss, step) => Math.abs((onWasm[step] as number) / loss - 1)),
  );
  return { onCpu, worst };
}
