import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { disableWasmTraining, enableWasmTraining } from '../../../src/wasm';
import { installedRuntime } from '../../../src/wasm/installation/installedRuntime';
import type { ThreadPool } from '../../../src/wasm/threads/ThreadPool';
import { onWasm } from '../../helpers/onWasm';

onWasm({ training: false });
afterEach(() => {
  vi.restoreAllMocks();
  disableWasmTraining();
});

/** What is private to a pool, for a look and for an accident. */
interface Inside {
  readonly states: Int32Array;
  readonly values: Float64Array[];
  takeBack(index: number): boolean;
}
const poolOf = () => installedRuntime()?.pool as ThreadPool;
const inside = () => poolOf() as unknown as Inside;

/** Has every share made by its worker, however busy the machine is. */
function workersNeverLate(): void {
  const pool = inside();
  vi.spyOn(pool, 'takeBack').mockImplementation((index) => {
    while (Atomics.load(pool.states, index) === 1) Atomics.wait(pool.states, index, 1);
    return false;
  });
}

/** The bits of a result: to be equal is more than to be close. */
function bits(compute: () => tf.Tensor): Buffer {
  const { buffer } = new Float32Array(tf.tidy(compute).dataSync());
  return Buffer.from(buffer);
}

const cases: readonly [title: string, rows: number, columns: number, inner: number][] = [
  ['of more rows', 500, 403, 301],
  ['of more columns', 301, 530, 401],
  ['whose last tile is nearly empty', 401, 401, 601],
];

describe('threads', () => {
  it('are one, the calling one, unless more are asked for', async () => {
    expect((await enableWasmTraining()).threads).toBe(1);
    expect(poolOf()).toBeUndefined();
    expect((await enableWasmTraining({ threads: 3 })).threads).toBe(3);
    expect((await enableWasmTraining()).threads).toBe(3);
    expect((await enableWasmTraining({ threads: 1 })).threads).toBe(1);
    expect(poolOf()).toBeUndefined();
  });

  for (const [title, rows, columns, inner] of cases) {
    it(`make a product ${title} to the bit as one of them does, transposed or not`, async () => {
      await enableWasmTraining();
      for (const [transposeA, transposeB] of [
        [false, false],
        [false, true],
        [true, false],
        [true, true],
      ] as const) {
        const a = tf.randomUniform<tf.Rank.R2>(transposeA ? [inner, rows] : [rows, inner], -1, 1);
        const b = tf.randomUniform<tf.Rank.R2>(
          transposeB ? [columns, inner] : [inner, columns],
          -1,
          1,
        );
        const bias = tf.randomUniform<tf.Rank.R1>([columns], -1, 1);
        const product = () => tf.matMul(a, b, transposeA, transposeB);
        const layer = () =>
          tf.fused.matMul({ a, b, transposeA, transposeB, bias, activation: 'relu' });
        await enableWasmTraining({ threads: 1 });
        const alone = { product: bits(product), layer: bits(layer) };
        for (const threads of [2, 3]) {
          await enableWasmTraining({ threads });
          workersNeverLate();
          const multiply = vi.spyOn(poolOf(), 'multiply');
          expect(bits(product).equals(alone.product)).toBe(true);
          expect(bits(layer).equals(alone.layer)).toBe(true);
          expect(multiply).toHaveBeenCalledTimes(2);
        }
        tf.dispose([a, b, bias]);
      }
    });
  }

  it('do the share of a worker that is late themselves', async () => {
    const a = tf.randomUniform<tf.Rank.R2>([401, 401], -1, 1);
    await enableWasmTraining();
    const alone = bits(() => tf.matMul(a, a, true));
    await enableWasmTraining({ threads: 2 });
    vi.spyOn(Atomics, 'notify').mockReturnValue(0); // the worker sleeps on
    expect(bits(() => tf.matMul(a, a, true)).equals(alone)).toBe(true);
    a.dispose();
  });

  it('leave small products to the calling one', async () => {
    await enableWasmTraining({ threads: 2 });
    const multiply = vi.spyOn(poolOf(), 'multiply');
    tf.tidy(() => tf.matMul(tf.ones([100, 100]), tf.ones([100, 100])));
    expect(multiply).not.toHaveBeenCalled();
  });

  it('end with disableWasmTraining', async () => {
    await enableWasmTraining({ threads: 2 });
    const { states } = inside();
    disableWasmTraining();
    expect([...states]).toEqual([5]);
    expect(installedRuntime()).toBeUndefined();
  });
});

describe('a process', () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const run = promisify(execFile);
  const program = (last: string) => `
    import '@tensorflow/tfjs-backend-wasm';
    import * as tf from '@tensorflow/tfjs-core';
    import { disableWasmTraining, enableWasmTraining } from './src/wasm/index.ts';
    (async () => {
      tf.enableProdMode();
      await tf.setBackend('wasm');
      await enableWasmTraining({ threads: 3 });
      console.log(tf.matMul(tf.ones([400, 400]), tf.ones([400, 400])).dataSync()[7]);
      ${last}
    })();`;

  for (const [title, last] of [
    ['without disableWasmTraining', ''],
    ['with it', 'disableWasmTraining();'],
  ] as const) {
    it(`exits when its work is done, ${title}`, async () => {
      const flags = ['--import', 'tsx', '--input-type=module', '--eval', program(last)];
      const { stdout } = await run(process.execPath, flags, { cwd: root, timeout: 25_000 });
      expect(stdout).toBe('400\n');
    });
  }
});

describe('errors', () => {
  it('names a number of threads that is none', async () => {
    await expect(enableWasmTraining({ threads: 0 })).rejects.toThrow(
      new RangeError(
        'enableWasmTraining: threads must be an integer from 1 on; got 0. 1 is the calling thread alone.',
      ),
    );
  });

  it('names an unknown option', async () => {
    await expect(enableWasmTraining({ workers: 2 } as object)).rejects.toThrow(
      new TypeError(
        'enableWasmTraining: options must be among threads; got workers. Check the spelling, or remove it.',
      ),
    );
  });

  it('passes on that a worker has failed, leaks nothing, and lets one thread go on', async () => {
    await enableWasmTraining({ threads: 2 });
    workersNeverLate();
    const a = tf.ones([400, 400]);
    const { values } = inside();
    // An address beyond the memory.
    vi.spyOn(values[0] as Float64Array, 'set').mockImplementation(() => {
      (values[0] as Float64Array)
        .fill(2 ** 31 - 16)
        .fill(400, 2, 5)
        .fill(0, 0, 2);
    });
    const tensors = tf.memory().numTensors;
    const buffers = tf.memory().numDataBuffers;
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(() => tf.matMul(a, a)).toThrow(
        'A worker thread of the wasm kernels must not fail; got RuntimeError: memory access out of bounds. Call disableWasmTraining(), and enableWasmTraining() without the option threads.',
      );
    }
    expect(tf.memory().numTensors).toBe(tensors);
    expect(tf.memory().numDataBuffers).toBe(buffers);
    await enableWasmTraining({ threads: 1 });
    expect(tf.tidy(() => tf.matMul(a, a).dataSync()[9])).toBe(400);
    a.dispose();
  });

  it('says where memory cannot be shared', async () => {
    await enableWasmTraining();
    vi.stubGlobal('SharedArrayBuffer', undefined);
    try {
      await expect(enableWasmTraining({ threads: 2 })).rejects.toThrow(
        'enableWasmTraining: threads must be 1 where memory cannot be shared; got 2. Serve the page cross-origin isolated, with the headers COOP and COEP.',
      );
    } finally {
      vi.unstubAllGlobals();
    }
    expect((await enableWasmTraining()).threads).toBe(1);
  });
});

describe('memory', () => {
  it('holds as many tensors after products by threads as before', async () => {
    await enableWasmTraining({ threads: 2 });
    const a = tf.ones([400, 400]);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 5; i++) tf.matMul(a, a).dispose();
    expect(tf.memory().numTensors).toBe(before);
    a.dispose();
  });
});
