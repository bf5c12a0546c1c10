import { fileURLToPath } from 'node:url';
import { ContenderProcess } from './support/contenderProcess';

/** Who takes part, in the order of the columns; the first one is what the others are measured by. */
export interface Column {
  readonly name: string;
  readonly heading: string;
  /** The commands to try; the first one whose contender starts is taken. */
  readonly commands: readonly (readonly string[])[];
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const typescript = (name: string): Column['commands'] => [
  [process.execPath, '--import', 'tsx', path('support/serve.ts'), name],
];

export const columns: readonly Column[] = [
  { name: 'variate', heading: 'ours', commands: typescript('variate') },
  {
    name: 'variateOnTwoThreads',
    heading: 'ours, 2 threads',
    commands: typescript('variateOnTwoThreads'),
  },
  {
    name: 'variateOnStockWasm',
    heading: 'ours, stock wasm',
    commands: typescript('variateOnStockWasm'),
  },
  { name: 'stockTfjs', heading: 'by hand, stock tfjs', commands: typescript('stockTfjs') },
  { name: 'jax', heading: 'jax-js', commands: typescript('jax') },
  {
    name: 'pytorch',
    heading: 'PyTorch',
    commands: ['python3', '/usr/bin/python3'].map((python) => [python, path('pytorch.py')]),
  },
];

export interface StartedColumn extends Column {
  /** The name and versions of the contender, or why it is absent. */
  readonly title: string;
  readonly contender: ContenderProcess | undefined;
}

/** Starts the process of a contender, with flags that are for all of them. */
export async function startColumn(
  column: Column,
  flags: readonly string[],
): Promise<StartedColumn> {
  let title = 'absent';
  for (const [command, ...args] of column.commands) {
    const contender = new ContenderProcess(command as string, [...args, ...flags]);
    const answer = await contender.started();
    if ('title' in answer) return { ...column, title: answer.title, contender };
    contender.stop();
    title = `absent: ${'absent' in answer ? answer.absent : 'no answer'}`;
  }
  return { ...column, title, contender: undefined };
}
