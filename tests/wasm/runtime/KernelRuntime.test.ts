import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { disableWasmTraining, enableWasmTraining } from '../../../src/wasm';
import { createRuntime } from '../../../src/wasm/runtime/createRuntime';
import { importSharedMemory } from '../../../src/wasm/runtime/importSharedMemory';
import { unpackBinaries } from '../../../src/wasm/runtime/unpackBinaries';
import { onWasm } from '../../helpers/onWasm';

onWasm({ training: false });
afterEach(() => vi.restoreAllMocks());

describe('the variant', () => {
  it('is that with relaxed SIMD where the engine validates it, else that with SIMD128', async () => {
    const binaries = await unpackBinaries();
    for (const supportsRelaxed of [true, false]) {
      vi.spyOn(WebAssembly, 'validate').mockImplementation(
        (binary) => supportsRelaxed || (binary as Uint8Array).length === binaries.simd128.length,
      );
      const { variant } = await createRuntime('enableWasmTraining');
      expect(variant).toBe(supportsRelaxed ? 'relaxed-simd' : 'simd128');
    }
  });

  it('is reported, by a second call too', async () => {
    const binaries = await unpackBinaries();
    const isRelaxed = WebAssembly.validate(binaries['relaxed-simd']);
    const expected = isRelaxed ? 'relaxed-simd' : 'simd128';
    for (let call = 0; call < 2; call++) {
      const { variant } = await enableWasmTraining();
      // A run that was started for one of them is told which.
      expect(variant).toBe(process.env['VARIATE_VARIANT'] ?? expected);
    }
    disableWasmTraining();
  });

  it('must be one that the engine runs', async () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    await expect(enableWasmTraining()).rejects.toThrow(
      'enableWasmTraining: the JavaScript engine must support WebAssembly SIMD; got one that does not. Every browser since 2023 and Node since 16.4 does.',
    );
  });
});

describe('an instance', () => {
  it('is made for each backend that calls, once', async () => {
    const runtime = await createRuntime('enableWasmTraining');
    const backend = tf.backend() as BackendWasm;
    await runtime.prepare(backend);
    const kernels = runtime.on(backend);
    expect(runtime.on(backend)).toBe(kernels);
    const other = Object.assign(Object.create(backend), {}) as BackendWasm;
    expect(runtime.on(other)).not.toBe(kernels);
    expect(runtime.on(other).run.gemmWorkspaceBytes()).toBe(kernels.run.gemmWorkspaceBytes());
    runtime.release();
  });

  it('runs on the shared memory of the threaded build too', async () => {
    const { simd128 } = await unpackBinaries();
    const memory = new WebAssembly.Memory({ initial: 32, maximum: 65536, shared: true });
    const wasmMemory = { asm: {}, wasmMemory: memory };
    const runtime = await createRuntime('enableWasmTraining');
    const { run } = runtime.on({ wasm: wasmMemory });
    const values = new Float32Array(memory.buffer);
    values.set([1, 2, 3, 4]);
    run.gemm(false, false, 1, 1, 2, 0, 2, 8, 1, 16, 1, false, 0, 0, 0, 2 ** 17);
    expect(values[4]).toBe(11);
    expect(() => new WebAssembly.Module(importSharedMemory(simd128))).not.toThrow();
  });
});
