/** What is needed of the module `node:worker_threads`. */
interface WorkerThreads {
  readonly Worker: new (
    source: string,
    options: object,
  ) => StartedWorker & {
    on(event: 'error' | 'exit' | 'message', listener: (error: Error) => void): void;
    postMessage(message: unknown): void;
    unref(): void;
  };
}

/** A worker of Node or of a page, as far as both are alike. */
export interface StartedWorker {
  terminate(): unknown;
}

/**
 * Starts a worker from the text of its program, hands it its first message, and resolves when it
 * answers. From then on it does not keep a process of Node from exiting.
 *
 * @param onError called with an error that ends the worker afterwards
 * @throws Error if it cannot be started
 */
export function startWorker(
  source: string,
  message: unknown,
  onError: (error: Error) => void,
): Promise<StartedWorker> {
  // Asked for at run time: a bundle for pages would not find an import of it.
  const node = (
    globalThis as { process?: { getBuiltinModule?(name: string): unknown } }
  ).process?.getBuiltinModule?.('node:worker_threads') as WorkerThreads | undefined;
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(error);
      onError(error);
    };
    if (node) {
      const worker = new node.Worker(source, { eval: true, execArgv: [] });
      worker.on('error', fail);
      worker.on('exit', () => fail(new Error('The worker has ended.')));
      worker.on('message', () => {
        worker.unref();
        resolve(worker);
      });
      worker.postMessage(message);
      return;
    }
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const worker = new Worker(url);
    worker.onerror = ({ message }) => fail(new Error(message ?? 'Its program was refused.'));
    worker.onmessage = () => {
      URL.revokeObjectURL(url);
      resolve(worker);
    };
    worker.postMessage(message);
  });
}
