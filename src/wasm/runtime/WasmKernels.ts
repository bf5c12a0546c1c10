import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelFunctions } from '../generated/KernelFunctions';
import { outOfMemory } from './outOfMemory';
import { tfjsModuleOf } from './TfjsModule';

/**
 * The compiled kernels on the memory of one wasm backend, and what calling them takes: addresses of
 * tensors, outputs, a workspace.
 *
 * Addresses stay valid when the memory grows. Typed arrays over the memory do not, so none is kept.
 */
export class WasmKernels {
  /** The kernels themselves. They trust every address and size. */
  readonly run: KernelFunctions;
  readonly backend: BackendWasm;
  private workspaceAddress = 0;
  private workspaceBytes = 0;

  constructor(backend: BackendWasm, run: KernelFunctions) {
    this.backend = backend;
    this.run = run;
  }

  /** Where the values of a tensor are; those of another backend are moved here first, as by tfjs. */
  addressOf({ dataId }: TensorInfo): number {
    const { dataIdMap } = this.backend;
    if (!dataIdMap.has(dataId) && !tf.engine().state.tensorInfo.has(dataId)) {
      throw new Error(
        'The tensor of a wasm kernel must not be disposed; got one that is. Keep it with tf.keep, or dispose it after its last use.',
      );
    }
    return dataIdMap.get(dataId).memoryOffset;
  }

  /**
   * A new tensor, its values not set. Take the workspace and the addresses of the inputs before it:
   * should one of them throw, it would be left behind.
   *
   * @throws Error if the memory cannot grow that far
   */
  allocate(shape: number[], dtype: DataType = 'float32'): TensorInfo {
    const bytes = tf.util.sizeFromShape(shape) * tf.util.bytesPerElement(dtype);
    // malloc would see the lower 32 bits alone.
    if (bytes >= 2 ** 32) throw outOfMemory(bytes);
    const output = this.backend.makeOutput(shape, dtype);
    if (bytes > 0 && this.addressOf(output) === 0) {
      // tfjs takes the null that malloc returns for an address, and kernels would write there.
      this.backend.disposeData(output.dataId);
      throw outOfMemory(bytes);
    }
    return output;
  }

  /**
   * Memory for the intermediate values of one call, 16-byte aligned. The next caller gets the same.
   *
   * @throws Error if the memory cannot grow that far
   */
  workspace(bytes: number): number {
    if (bytes > this.workspaceBytes) {
      this.free();
      const address = (tfjsModuleOf(this.backend)?._malloc(bytes) ?? 0) >>> 0;
      if (address === 0) throw outOfMemory(bytes);
      this.workspaceAddress = address;
      this.workspaceBytes = bytes;
    }
    return this.workspaceAddress;
  }

  /** Gives the workspace back. The kernels stay usable: the next call takes a new one. */
  free(): void {
    if (this.workspaceBytes > 0) tfjsModuleOf(this.backend)?._free(this.workspaceAddress);
    this.workspaceAddress = 0;
    this.workspaceBytes = 0;
  }
}
