import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** The parts of the module of the wasm backend that its declarations leave out. */
export interface TfjsModule {
  _malloc(bytes: number): number;
  _free(address: number): void;
  readonly asm: { readonly memory?: WebAssembly.Memory };
  /** The memory in the threaded build, which imports it. */
  readonly wasmMemory?: WebAssembly.Memory;
}

/** The module of a backend; null once the backend is disposed. */
export function tfjsModuleOf(backend: BackendWasm): TfjsModule | null {
  return backend.wasm as unknown as TfjsModule | null;
}
