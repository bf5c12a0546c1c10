import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { disableWasmTraining, enableWasmTraining } from '../../src/wasm';

import type { InstalledKernel } from '../../src/wasm/installation/InstalledKernel';
import { createRuntime } from '../../src/wasm/runtime/createRuntime';
import { onWasm } from '../helpers/onWasm';

onWasm({ training: false });

const registered = () =>
  new Map(tf.getKernelsForBackend('wasm').map((kernel) => [kernel.kernelName, kernel]));

describe('disableWasmTraining', () => {
  it('puts back the very kernels that were replaced', async () => {
    const stock = registered();
    await enableWasmTraining();
    disableWasmTraining();
    for (const [name, kernel] of registered()) expect(kernel, name).toBe(stock.get(name));
    expect(registered().size).toBe(stock.size);
  });

  it('does nothing where nothing is installed', () => {
    const stock = registered();
    disableWasmTraining();
    for (const [name, kernel] of registered()) expect(kernel, name).toBe(stock.get(name));
  });

  it('leaves a kernel alone that someone else has registered over ours', async () => {
    const stock = tf.getKernel('BatchMatMul', 'wasm') as tf.KernelConfig;
    await enableWasmTraining();
    tf.unregisterKernel('BatchMatMul', 'wasm');
    const foreign = { ...stock };
    tf.registerKernel(foreign);
    try {
      disableWasmTraining();
      expect(tf.getKernel('BatchMatMul', 'wasm')).toBe(foreign);
    } finally {
      tf.unregisterKernel('BatchMatMul', 'wasm');
      tf.registerKernel(stock);
    }
  });

  it('takes out a kernel that the backend did not have', async () => {
    const added: InstalledKernel = {
      kernelName: 'Added',
      backendName: 'wasm',
      kernelFunc: () => [],
      variateInstallation: {
        replaced: undefined,
        why: 'It was missing.',
        hasGradient: false,
        runtime: await createRuntime('disableWasmTraining'),
      },
    };
    tf.registerKernel(added);
    disableWasmTraining();
    expect(tf.getKernel('Added', 'wasm')).toBeUndefined();
  });
});
