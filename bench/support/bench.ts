import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { columns, type StartedColumn, startColumn } from '../contenders';
import type { Workload } from '../workloads';
import { goalLines } from './goals';
import { describeMachine, machineLine } from './machine';
import { type Effort, measure } from './measure';
import { measureProductRates, productLines } from './productRates';
import { absenceLines, headingLine, type Result, ratioToOurs, resultLine } from './report';
import { median } from './statistics';

/** One run of the bench, in the lines that it has printed. */
export interface BenchRun {
  /** The variant of the kernels. */
  readonly variant: string;
  readonly machine: string;
  readonly effort: Effort;
  readonly contenders: readonly string[];
  readonly table: readonly string[];
  readonly absences: readonly string[];
  readonly products: readonly string[];
  readonly goals: readonly string[];
}

/** What was measured, for programs to read. */
function asJson(results: readonly Result[], started: readonly StartedColumn[]) {
  return results.map(({ workload, measurements }) => ({
    workload: workload.title,
    contenders: Object.fromEntries(
      measurements.map((measurement, index) => [
        started[index]?.name,
        'absent' in measurement
          ? measurement
          : {
              ...measurement,
              median: median(measurement.durations),
              ratio: ratioToOurs(measurement, measurements[0] ?? measurement),
            },
      ]),
    ),
  }));
}

/** Runs the workloads by all contenders, started with these flags; saves the results in a folder. */
export async function runBench(
  workloads: readonly Workload[],
  effort: Effort,
  flags: readonly string[],
  folder: string,
  print: (line: string) => void,
): Promise<BenchRun> {
  const printed = (lines: string[]): string[] => {
    lines.forEach(print);
    return lines;
  };
  const machine = describeMachine();
  print(`${machineLine(machine)}\n`);
  // A product takes a tenth of a turn.
  const rates = measureProductRates(3 * effort.rounds, flags);
  const { variant } = rates;
  const started: StartedColumn[] = [];
  for (const column of columns) started.push(await startColumn(column, flags));
  const contenders = printed(started.map(({ heading, title }) => `${heading.padEnd(22)}${title}`));
  if (started[0]?.contender === undefined) throw new Error(`ours is ${started[0]?.title}`);
  print(
    `\n${variant} kernels, ${effort.rounds} rounds, ${effort.turn} ms a turn; medians, and in brackets time over ours\n`,
  );
  const table = printed([headingLine(started, variant)]);
  const results: Result[] = [];
  for (const workload of workloads) {
    const processes = started.map(({ contender }) => contender);
    const result = { workload, measurements: await measure(workload, processes, effort) };
    results.push(result);
    table.push(...printed([resultLine(result, started)]));
  }
  for (const { contender } of started) contender?.stop();
  const absences = printed(absenceLines(results, started));
  print('');
  const products = printed(productLines(rates));
  print('');
  const goals = printed(goalLines(results, started, rates));

  const saved = {
    date: new Date().toISOString(),
    machine,
    effort,
    contenders: started.map(({ name, title }) => ({ name, title })),
    results: asJson(results, started),
    products: rates,
    goals,
  };
  const file = join(folder, `${saved.date.replace(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify(saved, null, 2)}\n`);
  print(`\nSaved to ${file}`);
  return {
    variant,
    machine: machineLine(machine),
    effort,
    contenders,
    table,
    absences,
    products,
    goals,
  };
}
