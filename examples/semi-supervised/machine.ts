import { availableParallelism, cpus } from 'node:os';
import { version_core as tfjsVersion } from '@tensorflow/tfjs-core';

/** What the times of a report depend on. */
export const machine = () => ({
  cpu: cpus()[0]?.model,
  cores: availableParallelism(),
  node: process.version,
  tfjs: tfjsVersion,
});
