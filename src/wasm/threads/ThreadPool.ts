import type { KernelFunctions } from '../generated/KernelFunctions';
import { importSharedMemory } from '../runtime/importSharedMemory';
import type { Block } from './Block';
import { copyBlock } from './copyBlock';
import type { DenseProduct } from './DenseProduct';
import type { ProductShare } from './ProductShare';
import { shareArguments } from './shareArguments';
import { shareProduct } from './shareProduct';
import { type StartedWorker, startWorker } from './startWorker';
import { workerSource } from './workerSource';
import { workerState } from './workerState';

const pageBytes = 2 ** 16;
/** Only reserved: what no product has needed takes no memory. */
const scratchBytes = 2 ** 29;
/** Smaller products are done before the others are awake. */
const leastMultiplications = 2 ** 24;
/** A value that is copied goes from the cache of one core to that of another. */
const leastMultiplicationsPerValue = 100;
/** Fewer lines a thread are mostly packing. */
const leastLinesPerThread = 16;
const argumentCount = 16;
const complaintLength = 256;
/** A worker has as much to do as the thread that waits for it, which is done: it is stuck, or dead. */
const patience = 60_000;

/**
 * Threads that make matrix products together. The workers have a memory of their own, into which
 * operands are copied and out of which products are: a product is O(n^3) work on O(n^2) values, and
 * the memory of tfjs cannot be shared.
 */
export class ThreadPool {
  /** How many threads make a product: the calling one and the workers. */
  readonly threads: number;
  private readonly memory: WebAssembly.Memory;
  private readonly scratch: Float32Array;
  private readonly workspaceBytes: number;
  private readonly states: Int32Array;
  private readonly maySleep: boolean;
  private readonly values: Float64Array[];
  private readonly complaints: Uint16Array[];
  private readonly workers: StartedWorker[] = [];
  private failure: Error | undefined;

  private constructor(threads: number, workspaceBytes: number) {
    const pages = scratchBytes / pageBytes;
    const others = Array.from({ length: threads - 1 });
    this.threads = threads;
    this.workspaceBytes = Math.ceil(workspaceBytes / 16) * 16;
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    this.scratch = new Float32Array(this.memory.buffer);
    this.states = new Int32Array(new SharedArrayBuffer(4 * others.length));
    this.maySleep = maySleep(this.states);
    this.values = others.map(() => new Float64Array(new SharedArrayBuffer(8 * argumentCount)));
    this.complaints = others.map(() => new Uint16Array(new SharedArrayBuffer(2 * complaintLength)));
  }

  /** @throws Error if the workers cannot be started */
  static async start(
    fn: string,
    threads: number,
    binary: Uint8Array<ArrayBuffer>,
    workspaceBytes: number,
  ): Promise<ThreadPool> {
    if (typeof SharedArrayBuffer === 'undefined') {
      throw new Error(
        `${fn}: threads must be 1 where memory cannot be shared; got ${threads}. ` +
          'Serve the page cross-origin isolated, with the headers COOP and COEP.',
      );
    }
    const pool = new ThreadPool(threads, workspaceBytes);
    const module = await WebAssembly.compile(importSharedMemory(binary));
    const source = workerSource();
    const starting = pool.values.map((values, index) => {
      const { memory, states } = pool;
      const complaint = pool.complaints[index];
      const message = { module, memory, states, values, complaint, index };
      return startWorker(source, message, (error) => pool.fail(error.message));
    });
    for (const result of await Promise.allSettled(starting)) {
      if (result.status === 'fulfilled') pool.workers.push(result.value);
    }
    const { failure } = pool;
    if (failure) {
      pool.stop();
      throw new Error(
        `${fn}: ${threads - 1} worker threads must start; got an error (${failure.message}). ` +
          'Leave the option threads out.',
      );
    }
    return pool;
  }

  /** Whether it takes less time to make this product together. */
  suits({ rows, columns, inner }: DenseProduct): boolean {
    const values = rows * inner + inner * columns + rows * columns + columns;
    return (
      // Few rows, and a single column, go another way than through packed blocks.
      Math.min(rows, columns) >= 8 &&
      Math.max(rows, columns) >= leastLinesPerThread * this.threads &&
      rows * columns * inner >=
        Math.max(leastMultiplications, leastMultiplicationsPerValue * values) &&
      4 * values + this.threads * (this.workspaceBytes + 64) <= scratchBytes
    );
  }

  /**
   * Makes a product, to the bit as the kernel `gemm` would alone.
   *
   * @param own the kernels of the calling thread, on the memory that the addresses are of
   * @throws Error if a worker has failed
   */
  multiply(product: DenseProduct, memory: Float32Array, own: KernelFunctions, workspace: number) {
    if (this.failure) throw this.failure;
    const [first, ...shares] = shareProduct(product, this.threads) as [
      ProductShare,
      ...ProductShare[],
    ];
    const multiply = (share: ProductShare): void =>
      own.gemm(...shareArguments(product, share), workspace);

    const copies = this.copy(shares, memory);
    for (const [index, copy] of copies.entries()) {
      this.values[index]?.set([
        ...shareArguments(product, copy).map(Number),
        index * this.workspaceBytes,
      ]);
      Atomics.store(this.states, index, workerState.asked);
      Atomics.notify(this.states, index);
    }
    multiply(first);
    for (const [index, share] of shares.entries()) {
      // A worker that is not even awake by now would only be waited for.
      if (this.takeBack(index)) multiply(share);
      else {
        this.await(index);
        copyBlock((copies[index] as ProductShare).target, this.scratch, share.target, memory);
      }
    }
  }

  /** Ends the workers. */
  stop(): void {
    this.failure ??= new Error('The threads of the wasm kernels have been stopped.');
    this.states.fill(workerState.stopped);
    for (const worker of this.workers) worker.terminate();
    this.workers.length = 0;
  }

  /** The shares with what they read copied into the memory of the workers; targets have room. */
  private copy(shares: readonly ProductShare[], memory: Float32Array): ProductShare[] {
    let free = shares.length * this.workspaceBytes;
    const known = new Map<string, Block>();
    const room = ({ lines, width }: Block): Block => {
      const block = { at: free, stride: width, lines, width };
      free += Math.ceil((4 * lines * width) / 16) * 16;
      return block;
    };
    const copied = (block: Block): Block => {
      // The operand that is not divided is the same block in each share.
      const key = `${block.at} ${block.stride} ${block.lines} ${block.width}`;
      const copy = known.get(key) ?? room(block);
      if (!known.has(key)) copyBlock(block, memory, copy, this.scratch);
      known.set(key, copy);
      return copy;
    };
    return shares.map(({ left, right, bias, target }) => ({
      left: copied(left),
      right: copied(right),
      bias: bias.lines > 0 ? copied(bias) : bias,
      target: room(target),
    }));
  }

  private takeBack(index: number): boolean {
    const { asked, idle } = workerState;
    return Atomics.compareExchange(this.states, index, asked, idle) === asked;
  }

  /** Returns when a worker is done with its share. */
  private await(index: number): void {
    const end = performance.now() + patience;
    while (Atomics.load(this.states, index) === workerState.working) {
      if (this.maySleep) Atomics.wait(this.states, index, workerState.working, patience);
      if (performance.now() > end) this.fail('no answer');
      if (this.failure) throw this.failure;
    }
    if (Atomics.load(this.states, index) === workerState.failed) {
      const text = String.fromCharCode(...(this.complaints[index] ?? [])).replace(/\0+$/, '');
      throw this.fail(text);
    }
  }

  private fail(reason: string): Error {
    this.failure ??= new Error(
      `A worker thread of the wasm kernels must not fail; got ${reason}. ` +
        'Call disableWasmTraining(), and enableWasmTraining() without the option threads.',
    );
    return this.failure;
  }
}

/** Whether the calling thread is allowed to: that of a page is not. */
function maySleep(states: Int32Array): boolean {
  try {
    Atomics.wait(states, 0, Number.NaN, 0);
    return true;
  } catch {
    return false;
  }
}
