import { join } from 'node:path';
import { parseFlags } from '../../support/commandLine';
import { finishedRuns, flagsBetween, groupsBy } from '../../support/finishedRuns';
import { mean, standardDeviation } from '../../support/statistics';
import { markdownTable, percent } from '../../support/table';
import { type Preset, presets } from '../presets';

interface Run {
  readonly model: string;
  readonly seed: number;
  readonly protocol: {
    readonly labels: number;
    readonly trainSize: number;
    readonly settings: Readonly<Record<string, unknown>>;
    /** The settings of the M1 below. */
    readonly m1?: Readonly<Record<string, unknown>>;
  };
  readonly accuracy: { readonly validation: number; readonly test: number };
  readonly history: readonly unknown[];
  readonly trainingSeconds: number;
}

const recipes: Readonly<Record<string, keyof Preset>> = {
  M2: 'm2',
  'M1+M2': 'm1m2',
  ADGM: 'adgm',
};

/** In what a run differs from the recipe of its model. */
const changesOf = ({ model, protocol }: Run): string => {
  const standard = presets['default'] as Preset;
  const { epochs: _, ...recipe } = standard[recipes[model] ?? 'm2'];
  const ofM1 = protocol.m1 ? flagsBetween(standard.m1, protocol.m1) : '';
  return [flagsBetween(recipe, protocol.settings), ofM1 && `M1 ${ofM1}`]
    .filter((flags) => flags !== '')
    .join(', ');
};

/** Runs of one model with one number of labels, epochs and images, as a row. */
function rowOf(runs: readonly Run[]): (string | number)[] {
  const [first] = runs as [Run];
  const tests = runs.map(({ accuracy }) => accuracy.test);
  return [
    first.model,
    first.protocol.labels,
    first.history.length,
    changesOf(first),
    runs.map(({ seed }) => seed).join(', '),
    percent(mean(runs.map(({ accuracy }) => accuracy.validation))),
    `${percent(mean(tests))} ± ${percent(standardDeviation(tests))}`,
    tests.map(percent).join(', '),
    Math.round(mean(runs.map(({ trainingSeconds }) => trainingSeconds)) / 60),
  ];
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
  const runs = finishedRuns<Run>(from, ({ accuracy }) => accuracy !== undefined).sort(
    (a, b) =>
      a.model.localeCompare(b.model) ||
      a.protocol.labels - b.protocol.labels ||
      changesOf(a).localeCompare(changesOf(b)) ||
      a.seed - b.seed,
  );
  const groups = groupsBy(runs, (run) =>
    JSON.stringify([
      run.model,
      run.protocol.labels,
      run.protocol.trainSize,
      run.history.length,
      changesOf(run),
    ]),
  );
  const header = [
    'model',
    'labels',
    'epochs',
    'changed',
    'seeds',
    'validation, %',
    'test, %, mean ± std',
    'test by seed',
    'minutes a run',
  ];
  console.log(markdownTable(header, groups.map(rowOf)));
}
