import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { disableWasmTraining, enableWasmTraining } from '../../../src/wasm';
import { cumsumGradient } from '../../../src/wasm/gradients/cumsumGradient';
import { installGradient } from '../../../src/wasm/installation/installGradient';
import { onWasm } from '../../helpers/onWasm';

onWasm({ training: false });

/** The gradient of a running sum along the first axis, which tfjs gets wrong. */
const gradient = () => tf.grad((x) => tf.cumsum(x, 0))(tf.zeros([2, 3]));

describe('installGradient', () => {
  it('repairs the gradient on wasm, and leaves it as it is on other backends', async () => {
    await enableWasmTraining();
    try {
      const repaired = tf.tidy(gradient);
      expect([...repaired.dataSync()]).toEqual([2, 2, 2, 1, 1, 1]);
      repaired.dispose();
      await tf.setBackend('cpu');
      expect(() => tf.tidy(gradient)).toThrow("has shape '3,2'");
    } finally {
      await tf.setBackend('wasm');
      disableWasmTraining();
    }
  });

  it('installs nothing over itself, and is taken out with the kernels', async () => {
    const stock = tf.getGradient('Cumsum');
    installGradient(cumsumGradient);
    const installed = tf.getGradient('Cumsum');
    installGradient(cumsumGradient);
    expect(tf.getGradient('Cumsum')).toBe(installed);
    expect(installed).not.toBe(stock);
    disableWasmTraining();
    expect(tf.getGradient('Cumsum')).toBe(stock);
  });

  it('does nothing where tfjs has no gradients at all, as in a program that only infers', () => {
    const stock = tf.getGradient('Cumsum') as tf.GradConfig;
    tf.unregisterGradient('Cumsum');
    try {
      installGradient(cumsumGradient);
      expect(tf.getGradient('Cumsum')).toBeUndefined();
    } finally {
      tf.registerGradient(stock);
    }
  });

  it('leaves a gradient alone that someone else has registered over ours', () => {
    const stock = tf.getGradient('Cumsum') as tf.GradConfig;
    installGradient(cumsumGradient);
    const foreign = { ...stock };
    tf.registerGradient(foreign);
    try {
      disableWasmTraining();
      expect(tf.getGradient('Cumsum')).toBe(foreign);
    } finally {
      tf.registerGradient(stock);
    }
  });
});
