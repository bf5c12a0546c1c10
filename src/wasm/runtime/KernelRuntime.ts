import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelFunctions } from '../generated/KernelFunctions';
import { ThreadPool } from '../threads/ThreadPool';
import { importSharedMemory } from './importSharedMemory';
import type { KernelVariant } from './KernelVariant';
import { tfjsMemoryOf } from './tfjsMemoryOf';
import { WasmKernels } from './WasmKernels';

/**
 * One variant of the kernels, instantiated once for each wasm backend that calls them: kernels are
 * registered for a name of a backend, and the backend of that name can be removed and made anew.
 */
export class KernelRuntime {
  readonly variant: KernelVariant;
  private readonly binary: Uint8Array<ArrayBuffer>;
  private readonly instances = new Map<BackendWasm, WasmKernels>();

  /** The threads that make large products together; undefined where the calling one is alone. */
  pool: ThreadPool | undefined;

  constructor(variant: KernelVariant, binary: Uint8Array<ArrayBuffer>) {
    this.variant = variant;
    this.binary = binary;
  }

  /** Instantiates the kernels for a backend as browsers like it best, in the background. */
  async prepare(backend: BackendWasm): Promise<void> {
    const memory = tfjsMemoryOf(backend);
    const module = await WebAssembly.compile(this.binaryFor(memory));
    this.bind(backend, await WebAssembly.instantiate(module, { env: { memory } }));
  }

  /** The kernels for this backend. */
  readonly on = (anyBackend: unknown): WasmKernels => {
    const backend = anyBackend as BackendWasm;
    const known = this.instances.get(backend);
    if (known) return known;
    const memory = tfjsMemoryOf(backend);
    const module = new WebAssembly.Module(this.binaryFor(memory));
    return this.bind(backend, new WebAssembly.Instance(module, { env: { memory } }));
  };

  /**
   * Has large products made by so many threads, from when it resolves.
   *
   * @throws Error if they cannot be started; there is one thread then
   */
  async setThreads(fn: string, threads: number, backend: BackendWasm): Promise<void> {
    if (threads === this.threads) return;
    this.pool?.stop();
    this.pool = undefined;
    if (threads === 1) return;
    const workspaceBytes = this.on(backend).run.gemmWorkspaceBytes();
    const pool = await ThreadPool.start(fn, threads, this.binary, workspaceBytes);
    // Another call may have been quicker.
    (this.pool as ThreadPool | undefined)?.stop();
    this.pool = pool;
  }

  /** How many threads make a large product. */
  get threads(): number {
    return this.pool?.threads ?? 1;
  }

  /** Gives back all memory, and ends all threads but the calling one. Whoever still holds a kernel may call it nonetheless. */
  release(): void {
    this.pool?.stop();
    this.pool = undefined;
    for (const kernels of this.instances.values()) kernels.free();
    this.instances.clear();
  }

  private bind(backend: BackendWasm, { exports }: WebAssembly.Instance): WasmKernels {
    const functions = exports as unknown as KernelFunctions;
    const kernels = new WasmKernels(backend, functions, this);
    this.instances.set(backend, kernels);
    return kernels;
  }

  private binaryFor(memory: WebAssembly.Memory): Uint8Array<ArrayBuffer> {
    return memory.buffer instanceof ArrayBuffer ? this.binary : importSharedMemory(this.binary);
  }
}
