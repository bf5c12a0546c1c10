import { workerState } from './workerState';

/**
 * The program of a worker, as text: so no path has to be configured. It runs the kernel `gemm` with
 * the arguments that it finds in shared memory whenever its state says that it is asked to, in Node
 * and in pages.
 */
export function workerSource(): string {
  return `'use strict';
const port = typeof require === 'function' ? require('node:worker_threads').parentPort : self;
port.onmessage = ({ data: { module, memory, states, values, complaint, index } }) => {
  const { gemm } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  port.postMessage('ready');
  for (;;) {
    const state = Atomics.load(states, index);
    if (state === ${workerState.stopped}) break;
    if (state !== ${workerState.asked}) {
      Atomics.wait(states, index, state);
      continue;
    }
    if (Atomics.compareExchange(states, index, state, ${workerState.working}) !== state) continue;
    let result = ${workerState.done};
    try {
      gemm(...values);
    } catch (error) {
      const text = String(error);
      complaint.fill(0);
      for (let i = 0; i < complaint.length && i < text.length; i++) complaint[i] = text.charCodeAt(i);
      result = ${workerState.failed};
    }
    Atomics.compareExchange(states, index, ${workerState.working}, result);
    Atomics.notify(states, index);
  }
  port.close();
};`;
}
