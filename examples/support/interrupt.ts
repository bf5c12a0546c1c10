/** Whether Ctrl-C was pressed; a long loop asks between two steps. */
export interface Interrupt {
  readonly requested: boolean;
  /** Gives the event loop a turn: the wasm backend is synchronous, and signals wait for one. */
  pause(): Promise<void>;
  stop(): void;
}

/** Takes over Ctrl-C: the first asks the loop to end in good order, the second ends the process. */
export function listenForInterrupt(): Interrupt {
  let requested = false;
  const onSignal = (): void => {
    if (requested) process.exit(130);
    requested = true;
    process.stderr.write('\nFinishing this step; press Ctrl-C again to stop at once.\n');
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    get requested() {
      return requested;
    },
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    stop: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
