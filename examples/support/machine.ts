import { availableParallelism, cpus } from 'node:os';
import { version_core as tfjs } from '@tensorflow/tfjs-core';

/** What a measured time depends on. */
export const machine = () => ({
  cpu: cpus()[0]?.model,
  cores: availableParallelism(),
  node: process.version,
  tfjs,
});
