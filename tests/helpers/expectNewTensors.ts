import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** Expects a call to leave exactly so many new tensors behind, twice in a row. */
export function expectNewTensors(count: number, call: () => tf.TensorContainer): void {
  for (let round = 0; round < 2; round++) {
    const before = tf.memory().numTensors;
    const result = call();
    expect(tf.memory().numTensors - before).toBe(count);
    tf.dispose(result);
    expect(tf.memory().numTensors).toBe(before);
  }
}
