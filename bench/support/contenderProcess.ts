import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Answer, Question } from './protocol';

/** A contender at work in a process of its own, so that its heap and its threads are its own. */
export class ContenderProcess {
  readonly #child: ChildProcess;
  readonly #answers: Answer[] = [];
  #waiting: ((answer: Answer) => void) | undefined;
  #complaints = '';

  constructor(command: string, args: readonly string[]) {
    this.#child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        OMP_NUM_THREADS: '1',
        OPENBLAS_NUM_THREADS: '1',
        MKL_NUM_THREADS: '1',
      },
    });
    const lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream });
    lines.on('line', (line) => {
      // Anything else is a library talking.
      if (line.startsWith('{')) this.#receive(JSON.parse(line) as Answer);
    });
    this.#child.stderr?.on('data', (text: Buffer) => {
      this.#complaints += text.toString();
    });
    this.#child.on('error', ({ message }) => this.#receive({ absent: message }));
    this.#child.on('close', (code) => {
      const error = this.#complaints.split('\n').find((line) => /Error\b/.test(line));
      this.#receive({ absent: error ?? `its process ended with code ${code}` });
    });
  }

  /** What it says on starting: its title, or why it is absent. */
  started(): Promise<Answer> {
    return this.#next();
  }

  ask(question: Question): Promise<Answer> {
    this.#child.stdin?.write(`${JSON.stringify(question)}\n`);
    return this.#next();
  }

  stop(): void {
    this.#child.stdin?.end();
  }

  #receive(answer: Answer): void {
    if (this.#waiting === undefined) this.#answers.push(answer);
    else this.#waiting(answer);
    this.#waiting = undefined;
  }

  #next(): Promise<Answer> {
    const answer = this.#answers.shift();
    if (answer) return Promise.resolve(answer);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }
}
