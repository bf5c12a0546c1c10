import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { disableWasmTraining, enableWasmTraining } from '../../../src/wasm';
import { installedRuntime } from '../../../src/wasm/installation/installedRuntime';
import { runKernel } from '../../../src/wasm/kernels/runKernel';
import type { KernelRuntime } from '../../../src/wasm/runtime/KernelRuntime';
import { type TfjsModule, tfjsModuleOf } from '../../../src/wasm/runtime/TfjsModule';
import { onWasm } from '../../helpers/onWasm';

onWasm({ training: true });
afterEach(() => vi.restoreAllMocks());

const backend = () => tf.backend() as BackendWasm;
const module = () => tfjsModuleOf(backend()) as TfjsModule;
const runtime = () => installedRuntime() as KernelRuntime;
const kernels = () => runtime().on(backend());

describe('the memory of the kernels', () => {
  it('is that of the backend: a kernel reads and writes tensors in place', () => {
    const [a, b] = [tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])];
    const { run } = kernels();
    const workspace = kernels().workspace(run.gemmWorkspaceBytes());
    const c = kernels().allocate([1, 1]);
    const [atA, atB, atC] = [a, b, c].map((x) => kernels().addressOf(x)) as [
      number,
      number,
      number,
    ];
    run.gemm(false, false, 1, 1, 2, atA, 2, atB, 1, atC, 1, false, 0, 0, 0, workspace);
    expect([...backend().readSync(c.dataId)]).toEqual([11]);
    backend().disposeData(c.dataId);
    tf.dispose([a, b]);
  });

  it('gives one workspace again and again, a larger one where needed, and takes it back', () => {
    const free = vi.spyOn(module(), '_free');
    kernels().free();
    const first = kernels().workspace(100);
    expect(kernels().workspace(50)).toBe(first);
    free.mockClear();
    kernels().workspace(1000);
    expect(free).toHaveBeenCalledExactlyOnceWith(first);
    kernels().free();
    expect(free).toHaveBeenCalledTimes(2);
    kernels().free();
    expect(free).toHaveBeenCalledTimes(2);
  });

  it('is given back when the kernels are disabled, and a kernel in flight still works', async () => {
    const held = kernels();
    const free = vi.spyOn(module(), '_free');
    const workspace = held.workspace(100);
    const { kernelFunc } = tf.getKernel(tf.BatchMatMul, 'wasm') as tf.KernelConfig;
    disableWasmTraining();
    expect(free).toHaveBeenCalledWith(workspace);
    tf.tidy(() => {
      const [a, b] = [tf.ones([9, 9]), tf.ones([9, 9])];
      const attrs = { transposeA: false, transposeB: true };
      const inputs = { a, b };
      const product = kernelFunc({ inputs, attrs, backend: backend() }) as tf.TensorInfo;
      expect([...backend().readSync(product.dataId)]).toEqual(Array(81).fill(9));
      backend().disposeData(product.dataId);
    });
    await enableWasmTraining();
  });
});

describe('an allocation that fails', () => {
  it('gives back what was allocated before it for the same result', () => {
    const held = tf.backend().numDataIds();
    vi.spyOn(module(), '_malloc').mockReturnValueOnce(1024).mockReturnValueOnce(0);
    const free = vi.spyOn(module(), '_free').mockReturnValue(undefined);
    expect(() => kernels().allocateAll([[2], [3]])).toThrow('12 bytes more');
    expect(free).toHaveBeenCalledWith(1024);
    expect(tf.backend().numDataIds()).toBe(held);
  });

  it('is a clear error, after which the backend works on', () => {
    const [a, b] = [tf.ones([200, 300]), tf.ones([300, 400])] as const;
    tf.matMul(a, b).dispose();
    const held = tf.backend().numDataIds();
    const { numTensors } = tf.memory();
    const malloc = vi.spyOn(module(), '_malloc').mockReturnValue(0);
    expect(() => tf.matMul(a, b)).toThrow(
      'The memory of the wasm backend must have room for 320000 bytes more; got an allocation failure. Dispose tensors that are no longer needed, or use a smaller batch: it ends at 4 GiB.',
    );
    malloc.mockRestore();
    expect(tf.backend().numDataIds()).toBe(held);
    expect(tf.memory().numTensors).toBe(numTensors);
    const product = tf.matMul(a, b);
    expect(product.dataSync().every((value) => value === 300)).toBe(true);
    tf.dispose([a, b, product]);
  });

  it('is one too where the workspace has no room', () => {
    kernels().free();
    vi.spyOn(module(), '_malloc').mockReturnValue(0);
    expect(() => kernels().workspace(3 * 2 ** 20)).toThrow(
      'The memory of the wasm backend must have room for 3 MiB more; got an allocation failure.',
    );
    vi.restoreAllMocks();
    expect(kernels().workspace(3 * 2 ** 20)).toBeGreaterThan(0);
  });

  it('is one too where the memory really ends', () => {
    const a = tf.zeros([30_000, 1]);
    const b = tf.zeros([1, 40_000]);
    expect(() => tf.matMul(a, b)).toThrow('must have room for 4578 MiB more');
    expect([...tf.matMul(tf.ones([1, 2]), tf.ones([2, 1])).dataSync()]).toEqual([2]);
    tf.dispose([a, b]);
  });
});

describe('a disposed tensor', () => {
  it('is refused in words', () => {
    const a = tf.ones([3, 3]);
    a.dispose();
    const attrs = { transposeA: false, transposeB: false };
    expect(() => runKernel(tf.BatchMatMul, { a, b: a }, attrs, backend())).toThrow(
      'The tensor of a wasm kernel must not be disposed; got one that is. Keep it with tf.keep, or dispose it after its last use.',
    );
  });
});
