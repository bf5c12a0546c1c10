import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelFunctions } from '../generated/KernelFunctions';
import type { DenseProduct } from '../threads/DenseProduct';
import type { ProductShare } from '../threads/ProductShare';
import { shareArguments } from '../threads/shareArguments';
import { shareProduct } from '../threads/shareProduct';
import type { KernelRuntime } from './KernelRuntime';
import { outOfMemory } from './outOfMemory';
import { tfjsModuleOf } from './TfjsModule';
import { tfjsMemoryOf } from './tfjsMemoryOf';

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
  private readonly runtime: Partial<Pick<KernelRuntime, 'pool'>>;
  private workspaceAddress = 0;
  private workspaceBytes = 0;

  constructor(
    backend: BackendWasm,
    run: KernelFunctions,
    runtime: Partial<Pick<KernelRuntime, 'pool'>> = {},
  ) {
    this.backend = backend;
    this.run = run;
    this.runtime = runtime;
  }

  /**
   * Makes a product, by all threads where that takes less time.
   *
   * @throws Error if a worker thread has failed
   */
  multiply(product: DenseProduct, workspace: number): void {
    const { pool } = this.runtime;
    if (pool?.suits(product)) {
      const memory = new Float32Array(tfjsMemoryOf(this.backend).buffer);
      pool.multiply(product, memory, this.run, workspace);
      return;
    }
    const [whole] = shareProduct(product, 1) as [ProductShare];
    this.run.gemm(...shareArguments(product, whole), workspace);
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
   * New tensors, all of them or none.
   *
   * @throws Error if the memory cannot grow that far
   */
  allocateAll(shapes: readonly (readonly number[])[]): TensorInfo[] {
    const outputs: TensorInfo[] = [];
    try {
      for (const shape of shapes) outputs.push(this.allocate([...shape]));
    } catch (error) {
      for (const { dataId } of outputs) this.backend.disposeData(dataId);
      throw error;
    }
    return outputs;
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
