import type { InputSpec, InputSpecs } from './protocol';

/** Work that is ready to be timed. */
export interface Task {
  /** Once through the work, finished when it returns. */
  step(): unknown;
  /** The value of the work, to compare contenders by; none where it draws noise of its own. */
  value?(): number | Promise<number>;
}

export type Inputs<Tensor> = Readonly<Record<string, Tensor>>;

/** One way to do the workloads. It runs in a process of its own. */
export interface Contender {
  /** Gets ready; returns its name and versions. */
  start(): Promise<string>;
  /** Makes a task, or says why it has none. */
  prepare(workload: string, inputs: InputSpecs): Task | string;
}

/** The same inputs as tensors of a contender's own. */
export function tensorsOf<Tensor>(
  specs: InputSpecs,
  make: (spec: InputSpec) => Tensor,
): Inputs<Tensor> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, make(spec)]));
}
