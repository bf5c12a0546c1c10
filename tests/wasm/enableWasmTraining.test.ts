import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { disableWasmTraining, enableWasmTraining } from '../../src/wasm';
import { gradientRecipes } from '../../src/wasm/gradients/gradientRecipes';
import { recipes } from '../../src/wasm/kernels/recipes';
import { onWasm } from '../helpers/onWasm';

onWasm({ training: false });

afterEach(async () => {
  vi.restoreAllMocks();
  await tf.setBackend('wasm');
  disableWasmTraining();
});

const kernelNames = recipes.map(({ kernelName }) => kernelName);
const registered = (backend: string) =>
  new Map(tf.getKernelsForBackend(backend).map((kernel) => [kernel.kernelName, kernel]));

/** Runs `body` as if the wasm backend had not been initialized yet. */
async function withoutWasmInstance(body: () => Promise<void>): Promise<void> {
  const { registry } = tf.engine();
  const instance = registry['wasm'] as tf.KernelBackend;
  await tf.setBackend('cpu');
  delete registry['wasm'];
  try {
    await body();
  } finally {
    registry['wasm'] = instance;
  }
}

describe('enableWasmTraining: report', () => {
  it('names each installed kernel, says whether it replaced one, and why', async () => {
    const report = await enableWasmTraining();
    expect(report.backend).toBe('wasm');
    expect(report.kernels.map(({ kernelName }) => kernelName)).toEqual(kernelNames);
    expect(report.kernels).toContainEqual({
      kernelName: 'BatchMatMul',
      kind: 'replaced',
      why: 'The stock kernel multiplies transposed matrices, and batches of matrices, by a scalar loop.',
    });
    expect(report.kernels).toContainEqual({
      kernelName: 'UnsortedSegmentSum',
      kind: 'added',
      why: 'The stock backend has no such kernel, and so no gradient of a gather or an embedding.',
    });
  });

  it('names each gradient that is repaired, and says why', async () => {
    const { gradients } = await enableWasmTraining();
    expect(gradients.map(({ kernelName }) => kernelName)).toEqual(
      gradientRecipes().map(({ kernelName }) => kernelName),
    );
    expect(gradients).toContainEqual({
      kernelName: 'Cumsum',
      why: "tfjs's gradient transposes its result for every axis but the last one.",
    });
  });

  it('is the same, and nothing is installed again, on a second call', async () => {
    const first = await enableWasmTraining();
    const kernels = registered('wasm');
    const second = await enableWasmTraining();
    expect(second).toEqual(first);
    for (const [name, kernel] of registered('wasm')) expect(kernels.get(name)).toBe(kernel);
  });

  it('leaves out a kernel that the backend has no stock version of to build upon', async () => {
    const stock = tf.getKernel('_FusedMatMul', 'wasm') as tf.KernelConfig;
    tf.unregisterKernel('_FusedMatMul', 'wasm');
    try {
      const { kernels } = await enableWasmTraining();
      expect(kernels.map(({ kernelName }) => kernelName)).toEqual(
        kernelNames.filter((name) => name !== '_FusedMatMul'),
      );
      expect(tf.getKernel('_FusedMatMul', 'wasm')).toBeUndefined();
    } finally {
      tf.registerKernel(stock);
    }
  });
});

describe('enableWasmTraining: what it touches', () => {
  it('replaces the kernels it reports and no other one, on no other backend', async () => {
    const cpu = registered('cpu');
    const wasm = registered('wasm');
    await enableWasmTraining();
    for (const [name, kernel] of registered('cpu')) expect(kernel, name).toBe(cpu.get(name));
    expect([...registered('wasm').keys()].sort()).toEqual(
      [...new Set([...wasm.keys(), ...kernelNames])].sort(),
    );
    for (const [name, kernel] of registered('wasm')) {
      if (kernelNames.includes(name)) expect(kernel, name).not.toBe(wasm.get(name));
      else expect(kernel, name).toBe(wasm.get(name));
    }
  });

  it('prints no warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await enableWasmTraining();
    disableWasmTraining();
    expect(warn).not.toHaveBeenCalled();
  });

  it('leaves the current backend the current one', async () => {
    await tf.setBackend('cpu');
    await enableWasmTraining();
    expect(tf.getBackend()).toBe('cpu');
  });

  it('works before the wasm backend is initialized, and initializes it', async () => {
    await withoutWasmInstance(async () => {
      const { kernels } = await enableWasmTraining();
      expect(kernels).toHaveLength(kernelNames.length);
      expect(tf.getBackend()).toBe('cpu');
      const initialized = tf.engine().registry['wasm'];
      await tf.setBackend('wasm');
      expect(tf.backend()).toBe(initialized);
      tf.tidy(() => {
        const product = tf.matMul(tf.ones([30, 30]), tf.ones([30, 30]), false, true);
        expect([...product.dataSync()]).toEqual(Array(900).fill(30));
      });
      await tf.setBackend('cpu');
    });
  });

  it('waits for an initialization of the wasm backend that is under way', async () => {
    await withoutWasmInstance(async () => {
      const underWay = tf.setBackend('wasm');
      await enableWasmTraining();
      expect(await underWay).toBe(true);
      expect(tf.getBackend()).toBe('wasm');
      await tf.setBackend('cpu');
    });
  });
});

describe('enableWasmTraining: errors', () => {
  it('says that the wasm backend cannot be initialized, and what to do', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const stock = registered('wasm');
    await withoutWasmInstance(async () => {
      const factories = tf.engine().registryFactory;
      const factory = factories['wasm'] as (typeof factories)[string];
      factories['wasm'] = { ...factory, factory: () => Promise.reject(new Error('no such file')) };
      try {
        await expect(enableWasmTraining()).rejects.toThrow(
          'enableWasmTraining: the wasm backend must initialize; got a failure, which tfjs has printed above. Tell it where its .wasm files are with setWasmPaths(...) from @tensorflow/tfjs-backend-wasm.',
        );
      } finally {
        factories['wasm'] = factory;
      }
    });
    expect(registered('wasm')).toEqual(stock);
  });
});
