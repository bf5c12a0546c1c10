import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelFunctions } from '../generated/KernelFunctions';
import { importSharedMemory } from './importSharedMemory';
import type { KernelVariant } from './KernelVariant';
import { type TfjsModule, tfjsModuleOf } from './TfjsModule';
import { WasmKernels } from './WasmKernels';

/**
 * One variant of the kernels, instantiated once for each wasm backend that calls them: kernels are
 * registered for a name of a backend, and the backend of that name can be removed and made anew.
 */
export class KernelRuntime {
  readonly variant: KernelVariant;
  private readonly binary: Uint8Array<ArrayBuffer>;
  private readonly instances = new Map<BackendWasm, WasmKernels>();

  constructor(variant: KernelVariant, binary: Uint8Array<ArrayBuffer>) {
    this.variant = variant;
    this.binary = binary;
  }

  /** Instantiates the kernels for a backend as browsers like it best, in the background. */
  async prepare(backend: BackendWasm): Promise<void> {
    const memory = memoryOf(backend);
    const module = await WebAssembly.compile(this.binaryFor(memory));
    this.bind(backend, await WebAssembly.instantiate(module, { env: { memory } }));
  }

  /** The kernels for this backend. */
  readonly on = (anyBackend: unknown): WasmKernels => {
    const backend = anyBackend as BackendWasm;
    const known = this.instances.get(backend);
    if (known) return known;
    const memory = memoryOf(backend);
    const module = new WebAssembly.Module(this.binaryFor(memory));
    return this.bind(backend, new WebAssembly.Instance(module, { env: { memory } }));
  };

  /** Gives back all memory. Whoever still holds a kernel may call it nonetheless. */
  release(): void {
    for (const kernels of this.instances.values()) kernels.free();
    this.instances.clear();
  }

  private bind(backend: BackendWasm, { exports }: WebAssembly.Instance): WasmKernels {
    const functions = exports as unknown as KernelFunctions;
    const kernels = new WasmKernels(backend, functions);
    this.instances.set(backend, kernels);
    return kernels;
  }

  private binaryFor(memory: WebAssembly.Memory): Uint8Array<ArrayBuffer> {
    return memory.buffer instanceof ArrayBuffer ? this.binary : importSharedMemory(this.binary);
  }
}

function memoryOf(backend: BackendWasm): WebAssembly.Memory {
  const module = tfjsModuleOf(backend) as TfjsModule;
  return (module.asm.memory ?? module.wasmMemory) as WebAssembly.Memory;
}
