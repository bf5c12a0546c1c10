import { join } from 'node:path';
import { parseFlags } from '../support/commandLine';
import { finishedRuns, flagsBetween, groupsBy } from '../support/finishedRuns';
import { mean, standardDeviation } from '../support/statistics';
import { markdownTable, percent } from '../support/table';
import type { EpochResult } from './epochResult';
import { presets, type Recipe } from './presets';

interface Run {
  readonly protocol: Recipe & { readonly preset: string; readonly seed: number };
  readonly accuracy: {
    readonly test: number;
    readonly meanOverHeads: number;
    readonly overClusters?: number;
    readonly kMeansPixels: number;
  };
  readonly history: readonly Pick<EpochResult, 'heads'>[];
  readonly elapsedSeconds: number;
}

/** In what a run differs from its preset. */
const changesOf = ({ protocol }: Run): string =>
  flagsBetween({ ...presets[protocol.preset] }, { ...protocol });

const mainHeads = ({ protocol, history }: Run) =>
  history.at(-1)?.heads.slice(0, protocol.heads) ?? [];

/** Runs that differ in nothing but the seed, as a row. */
function rowOf(runs: readonly Run[]): (string | number)[] {
  const [first] = runs as [Run];
  const tests = runs.map(({ accuracy }) => accuracy.test);
  const heads = runs.flatMap(mainHeads);
  const over = runs.flatMap(({ accuracy }) => accuracy.overClusters ?? []);
  return [
    first.protocol.preset,
    changesOf(first),
    runs.map(({ protocol }) => protocol.seed).join(', '),
    `${percent(mean(tests))} ± ${percent(standardDeviation(tests))}`,
    tests.map(percent).join(', '),
    percent(mean(runs.map(({ accuracy }) => accuracy.meanOverHeads))),
    over.length > 0 ? percent(mean(over)) : '',
    mean(heads.map(({ information }) => information)).toFixed(3),
    Math.exp(Math.min(...heads.map(({ marginalEntropy }) => marginalEntropy))).toFixed(2),
    Math.round(mean(runs.map(({ elapsedSeconds }) => elapsedSeconds)) / 60),
  ];
}

export async function main(args: readonly string[]): Promise<void> {
  const { from } = parseFlags(args, {
    command: 'npm run example iic-clustering -- table',
    purpose: 'Gathers finished runs into a table in Markdown, over their seeds.',
    flags: { from: { default: join('reports', 'iic'), help: 'folder of the folders of runs' } },
  });
  const runs = finishedRuns<Run>(
    from,
    ({ protocol }) => protocol?.entropyWeight !== undefined,
  ).sort(
    (a, b) =>
      a.protocol.preset.localeCompare(b.protocol.preset) ||
      changesOf(a).localeCompare(changesOf(b)) ||
      a.protocol.seed - b.protocol.seed,
  );
  const header = [
    'preset',
    'changed',
    'seeds',
    'test, %, head of least loss',
    'by seed',
    'mean over heads',
    'over-clusters',
    'nats',
    'fewest clusters',
    'minutes a run',
  ];
  const groups = groupsBy(runs, (run) => JSON.stringify([run.protocol.preset, changesOf(run)]));
  console.log(markdownTable(header, groups.map(rowOf)));
}
