import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashed, UsageError } from './commandLine';

/** The metrics of the finished runs in the folders of a folder, of those that a test admits. */
export function finishedRuns<Metrics>(
  folder: string,
  isWanted: (metrics: Partial<Metrics>) => boolean,
): Metrics[] {
  if (!existsSync(folder)) throw new UsageError(`There is no folder ${folder}.`);
  const runs = readdirSync(folder)
    .map((name) => join(folder, name, 'metrics.json'))
    .filter(existsSync)
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as Metrics)
    .filter(isWanted);
  if (runs.length === 0) throw new UsageError(`No run in ${folder} is finished.`);
  return runs;
}

/** Runs that differ in nothing but what the name leaves out, as the seed. */
export function groupsBy<Run>(runs: readonly Run[], nameOf: (run: Run) => string): Run[][] {
  const groups = new Map<string, Run[]>();
  for (const run of runs) groups.set(nameOf(run), [...(groups.get(nameOf(run)) ?? []), run]);
  return [...groups.values()];
}

/** The flags that turn the recipe into the settings of a run, in Markdown. */
export function flagsBetween(
  recipe: Readonly<Record<string, unknown>>,
  settings: Readonly<Record<string, unknown>>,
): string {
  const written = (value: unknown): unknown =>
    typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
  const flags = Object.keys(recipe)
    .filter((name) => written(settings[name]) !== written(recipe[name]))
    .map((name) => `--${dashed(name)} ${written(settings[name])}`);
  return flags.length === 0 ? '' : `\`${flags.join(' ')}\``;
}
