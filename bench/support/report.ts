import type { StartedColumn } from '../contenders';
import type { Workload } from '../workloads';
import type { Measurement } from './measure';
import { median, relativeSpread } from './statistics';

/** One workload with what every contender did on it. */
export interface Result {
  readonly workload: Workload;
  readonly measurements: readonly Measurement[];
}

const titleWidth = 36;
const firstWidth = 10;
const spreadWidth = 7;
const widthOf = (heading: string): number => Math.max(heading.length, 18);

function line(cells: readonly string[], columns: readonly StartedColumn[]): string {
  const [title = '', first = '', ...others] = cells;
  const widths = [...columns.slice(1).map(({ heading }) => widthOf(heading)), spreadWidth];
  return [
    title.padEnd(titleWidth),
    first.padStart(firstWidth),
    ...others.map((cell, i) => cell.padStart(widths[i] as number)),
  ].join('  ');
}

/** Three digits of a duration. */
function milliseconds(duration: number): string {
  const digits = duration >= 100 ? 0 : duration >= 10 ? 1 : duration >= 1 ? 2 : 3;
  return `${duration.toFixed(digits)} ms`;
}

/** Time over ours, round by round: what slowed both down in one round drops out. */
export function ratioToOurs(theirs: Measurement, ours: Measurement): number | undefined {
  if ('absent' in theirs || 'absent' in ours) return undefined;
  return median(theirs.durations.map((time, round) => time / (ours.durations[round] as number)));
}

/** Contenders that do the same work come to the same value. */
function disagreement({ workload, measurements }: Result): string {
  const values = measurements.flatMap((measurement) =>
    'absent' in measurement || measurement.value === null ? [] : [measurement.value],
  );
  const first = values[0] ?? 0;
  const agrees = (value: number): boolean =>
    Math.abs(value - first) <= workload.tolerance * Math.abs(first);
  return values.every(agrees) ? '' : `  values differ: ${values.join(', ')}`;
}

export function headingLine(columns: readonly StartedColumn[], variant: string): string {
  return line(
    [`forward + gradient, ${variant}`, ...columns.map(({ heading }) => heading), 'spread'],
    columns,
  );
}

export function resultLine(result: Result, columns: readonly StartedColumn[]): string {
  const [ours] = result.measurements as readonly [Measurement, ...Measurement[]];
  const cells = result.measurements.map((measurement) => {
    if ('absent' in measurement) return '-';
    const time = milliseconds(median(measurement.durations));
    const ratio = measurement === ours ? undefined : ratioToOurs(measurement, ours);
    return ratio === undefined ? time : `${time} ${`(${ratio.toFixed(2)}x)`.padStart(8)}`;
  });
  const spreads = result.measurements.map((measurement) =>
    'absent' in measurement ? 0 : relativeSpread(measurement.durations),
  );
  const spread = `${(100 * Math.max(...spreads)).toFixed(0)} %`;
  return line([result.workload.title, ...cells, spread], columns) + disagreement(result);
}

/** Who did not take part, where and why. */
export function absenceLines(
  results: readonly Result[],
  columns: readonly StartedColumn[],
): string[] {
  return columns.flatMap(({ heading, title, contender }, index) => {
    if (contender === undefined) return [`- ${heading}: ${title}`];
    const titlesByReason = new Map<string, string[]>();
    for (const { workload, measurements } of results) {
      const measurement = measurements[index];
      if (measurement === undefined || !('absent' in measurement)) continue;
      const titles = titlesByReason.get(measurement.absent) ?? [];
      titlesByReason.set(measurement.absent, [...titles, workload.title]);
    }
    return [...titlesByReason].map(
      ([reason, titles]) => `- ${heading}: ${reason} (${titles.join('; ')})`,
    );
  });
}
