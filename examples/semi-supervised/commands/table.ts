import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFlags, UsageError } from '../../support/commandLine';
import { percent } from '../../support/table';
import { mean, standardDeviation } from '../statistics';

interface Run {
  readonly folder: string;
  readonly model: string;
  readonly seed: number;
  readonly protocol: { readonly labels: number; readonly trainSize: number };
  readonly accuracy: { readonly validation: number; readonly test: number };
  readonly history: readonly unknown[];
  readonly trainingSeconds: number;
}

/** The finished runs of M2 and M1+M2 in the folders of a folder. */
function findRuns(folder: string): Run[] {
  if (!existsSync(folder)) throw new UsageError(`There is no folder ${folder}.`);
  return readdirSync(folder)
    .map((name) => join(folder, name, 'metrics.json'))
    .filter(existsSync)
    .map((path) => ({ ...JSON.parse(readFileSync(path, 'utf8')), folder: path }) as Run)
    .filter((run) => run.accuracy !== undefined)
    .sort((a, b) => a.seed - b.seed);
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** Runs of one model with one number of labels, epochs and images, as a row of Markdown. */
function rowOf(runs: readonly Run[]): string {
  const [first] = runs as [Run];
  const tests = runs.map(({ accuracy }) => accuracy.test);
  return row([
    first.model,
    first.protocol.labels,
    first.history.length,
    runs.map(({ seed }) => seed).join(', '),
    percent(mean(runs.map(({ accuracy }) => accuracy.validation))),
    `${percent(mean(tests))} ± ${percent(standardDeviation(tests))}`,
    tests.map(percent).join(', '),
    Math.round(mean(runs.map(({ trainingSeconds }) => trainingSeconds)) / 60),
  ]);
}

export async function main(args: readonly string[]): Promise<void> {
  const { from } = parseFlags(args, {
    command: 'npm run example semi-supervised -- table',
    purpose:
      'Gathers the finished runs of M2 and M1+M2 into a table in Markdown, over their seeds.',
    flags: {
      from: { default: join('reports', 'semi-supervised'), help: 'folder of the folders of runs' },
    },
  });
  const groups = new Map<string, Run[]>();
  for (const run of findRuns(from)) {
    const { model, protocol, history } = run;
    const name = [model, String(protocol.labels).padStart(6), protocol.trainSize, history.length];
    groups.set(name.join(), [...(groups.get(name.join()) ?? []), run]);
  }
  if (groups.size === 0) throw new UsageError(`No run in ${from} is finished.`);
  const header = [
    'model',
    'labels',
    'epochs',
    'seeds',
    'validation, %',
    'test, %, mean ± std',
    'test by seed',
    'minutes a run',
  ];
  const rows = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, runs]) => rowOf(runs));
  console.log([row(header), row(header.map(() => '---')), ...rows].join('\n'));
}
