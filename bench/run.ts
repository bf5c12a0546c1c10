/**
 * How fast the primitives and a VAE training step are, beside stock tfjs, jax-js and PyTorch.
 * `npm run bench -- --help` tells the flags.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runBench } from './support/bench';
import { benchPage } from './support/page';
import { relaxedSimdFlag } from './support/relaxedSimd';
import { workloads } from './workloads';

const usage = `Usage: npm run bench -- [flags]

Times every primitive (forward and gradient) and whole training steps side by side: one process per
contender, interleaved rounds, medians. In brackets, the time over ours: above 1, ours is faster. The
spread is the largest interquartile range in the row, over its median. Behind the table are the rates
of the matrix product beside what the engine can reach, and every goal beside what was measured.

  --quick          fewer and shorter rounds
  --only <words>   only the workloads whose title has one of these words, separated by commas
  --runs <count>   rounds: 9, with --quick 3
  --relaxed-simd   the kernels with relaxed SIMD, which Node 20 has behind a flag and later ones anyway
  --page <file>    both variants of the kernels one after the other, and both tables as a page of
                   Markdown: docs/results/bench.md is made so
  --out <folder>   where the results are saved as JSON: reports/bench
  --help           this text`;

function readFlags() {
  try {
    return parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        runs: { type: 'string' },
        'relaxed-simd': { type: 'boolean', default: false },
        page: { type: 'string' },
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
mkdirSync(flags.out, { recursive: true });

const print = (line: string): void => console.log(line);
const first = await runBench(
  chosen,
  effort,
  flags['relaxed-simd'] ? [relaxedSimdFlag] : [],
  flags.out,
  print,
);
if (flags.page !== undefined) {
  const runs = [first];
  // Where the engine has relaxed SIMD without a flag, the first run was with it.
  if (first.variant !== 'relaxed-simd') {
    print('');
    runs.push(await runBench(chosen, effort, [relaxedSimdFlag], flags.out, print));
  }
  writeFileSync(flags.page, benchPage(runs, process.argv.slice(2)));
  print(`\nWritten to ${flags.page}`);
}
