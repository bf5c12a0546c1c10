/**
 * How fast the primitives and a VAE training step are, beside stock tfjs, jax-js and PyTorch.
 * `npm run bench -- --help` tells the flags.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { columns, type StartedColumn, startColumn } from './contenders';
import { describeMachine } from './support/machine';
import { measure } from './support/measure';
import { absenceLines, headingLine, type Result, ratioToOurs, resultLine } from './support/report';
import { median } from './support/statistics';
import { workloads } from './workloads';

const usage = `Usage: npm run bench -- [flags]

Times every primitive (forward and gradient) and a VAE training step (784-500-500-30, Adam) side by
side: one process per contender, interleaved rounds, medians. In brackets, the time over ours: above
1, ours is faster. The spread is the largest interquartile range in the row, over its median.

  --quick          fewer and shorter rounds
  --only <words>   only the workloads whose title has one of these words, separated by commas
  --runs <count>   rounds: 9, with --quick 3
  --out <folder>   where the results are saved as JSON: reports/bench
  --help           this text`;

function readFlags() {
  try {
    return parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        runs: { type: 'string' },
        out: { type: 'string', default: join('reports', 'bench') },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return fail((error as Error).message);
  }
}

function fail(message: string): never {
  console.error(`${message}\n\n${usage}`);
  process.exit(1);
}

const flags = readFlags();
if (flags.help) {
  console.log(usage);
  process.exit(0);
}
const words = flags.only.toLowerCase().split(',');
const chosen = workloads.filter(({ title }) =>
  words.some((word) => title.toLowerCase().includes(word.trim())),
);
if (chosen.length === 0) fail(`--only ${flags.only} leaves no workload.`);
const rounds = Number(flags.runs ?? (flags.quick ? 3 : 9));
if (!Number.isInteger(rounds) || rounds < 1) fail(`--runs must be a count; got ${flags.runs}.`);
const effort = { rounds, turn: flags.quick ? 50 : 200 };

const machine = describeMachine();
console.log(
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, ` +
    `Node ${machine.node} (V8 ${machine.v8}), load ${machine.load.toFixed(1)}\n`,
);
const started: StartedColumn[] = [];
for (const column of columns) started.push(await startColumn(column));
for (const { heading, title } of started) console.log(`${heading.padEnd(22)}${title}`);
if (started[0]?.contender === undefined) throw new Error(`ours is ${started[0]?.title}`);
console.log(
  `\n${rounds} rounds, ${effort.turn} ms a turn; medians, and in brackets time over ours\n`,
);
console.log(headingLine(started));

const results: Result[] = [];
for (const workload of chosen) {
  const contenders = started.map(({ contender }) => contender);
  const result = { workload, measurements: await measure(workload, contenders, effort) };
  results.push(result);
  console.log(resultLine(result, started));
}
for (const { contender } of started) contender?.stop();
for (const absence of absenceLines(results, started)) console.log(absence);

const saved = {
  date: new Date().toISOString(),
  machine,
  effort,
  contenders: started.map(({ name, title }) => ({ name, title })),
  results: results.map(({ workload, measurements }) => ({
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
  })),
};
mkdirSync(flags.out, { recursive: true });
const file = join(flags.out, `${saved.date.replace(/[:.]/g, '-')}.json`);
writeFileSync(file, `${JSON.stringify(saved, null, 2)}\n`);
console.log(`\nSaved to ${file}`);
