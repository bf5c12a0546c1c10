import { enableWasmTraining } from 'variate/wasm';
import { type Contender, tensorsOf } from '../support/contender';
import { startWasm, tensor } from './tfjs';
import { variateTasks } from './variateTasks';

/** This library on the wasm backend as it recommends it. */
export const contender: Contender = {
  async start() {
    await startWasm();
    const { variant } = await enableWasmTraining();
    return `variate, wasm with enableWasmTraining(), ${variant} kernels`;
  },
  prepare: (workload, inputs) =>
    variateTasks[workload]?.(tensorsOf(inputs, tensor)) ?? 'not written',
};
