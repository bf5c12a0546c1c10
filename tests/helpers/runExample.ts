import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { root } from './repository';

/** How a program ended, and what it wrote. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

export interface RunningExample {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

/** Starts an example in a process of its own, as `npm run example` does. */
export function runExample(...args: readonly string[]): RunningExample {
  const child = spawn(process.execPath, ['--import', 'tsx', 'examples/run.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const finished = new Promise<Finished>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, output })),
  );
  return { child, finished };
}

/** Ends a run shortly after its next checkpoint, in the middle of an epoch. */
export async function endAfterCheckpoint(
  { child, finished }: RunningExample,
  path: string,
  signal: NodeJS.Signals,
): Promise<Finished> {
  const time = () => (existsSync(path) ? statSync(path).mtimeMs : 0);
  const before = time();
  const timer = setInterval(() => {
    if (time() === before) return;
    clearInterval(timer);
    setTimeout(() => child.kill(signal), 300);
  }, 20);
  const result = await finished;
  clearInterval(timer);
  return result;
}
