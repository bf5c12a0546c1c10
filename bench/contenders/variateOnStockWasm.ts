import { type Contender, tensorsOf } from '../support/contender';
import { startWasm, tensor } from './tfjs';
import { variateTasks } from './variateTasks';

/** The workloads with a matrix product; the others are the same with and without the kernels. */
const different = [
  'iicLoss',
  'fitGaussianClassifier',
  'predictGaussianClassifier',
  'dense',
  'vaeStep',
  'semiSupervisedStep',
  'convolution',
  'clusteringStep',
];

/** This library on the wasm backend as tfjs ships it. */
export const contender: Contender = {
  async start() {
    await startWasm();
    return 'variate, stock wasm';
  },
  prepare: (workload, inputs) =>
    different.includes(workload)
      ? (variateTasks[workload]?.(tensorsOf(inputs, tensor)) ?? 'not written')
      : 'the same as with the kernels',
};
