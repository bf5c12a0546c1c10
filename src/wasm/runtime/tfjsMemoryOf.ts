import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type TfjsModule, tfjsModuleOf } from './TfjsModule';

/** The memory that the tensors of a backend are in. */
export function tfjsMemoryOf(backend: BackendWasm): WebAssembly.Memory {
  const module = tfjsModuleOf(backend) as TfjsModule;
  return (module.asm.memory ?? module.wasmMemory) as WebAssembly.Memory;
}
