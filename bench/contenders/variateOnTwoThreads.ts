import { enableWasmTraining } from 'variate/wasm';
import { type Contender, tensorsOf } from '../support/contender';
import { startWasm, tensor } from './tfjs';
import { variateTasks } from './variateTasks';

/** Two threads make the large matrix products; all else is the work of one. */
export const contender: Contender = {
  async start() {
    await startWasm();
    await enableWasmTraining({ threads: 2 });
    return 'variate, wasm with enableWasmTraining({ threads: 2 })';
  },
  prepare: (workload, inputs) =>
    variateTasks[workload]?.(tensorsOf(inputs, tensor)) ?? 'not written',
};
