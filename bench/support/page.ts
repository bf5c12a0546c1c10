import type { BenchRun } from './bench';

const block = (lines: readonly string[]): string =>
  ['```', ...lines.map((line) => line.trimEnd()), '```'].join('\n');

const names: Readonly<Record<string, string>> = {
  simd128: 'SIMD128',
  'relaxed-simd': 'Relaxed SIMD',
};

function section({ variant, machine, effort, ...run }: BenchRun): string {
  return `## ${names[variant] ?? variant}

${machine}; ${effort.rounds} rounds, ${effort.turn} ms a turn.

${block(run.contenders)}

Medians, and in brackets the time over ours.

${block(run.table)}

${run.absences.join('\n')}

The matrix product, its operands transposed as a step of training needs them, beside the product of stock
tfjs and beside a loop that multiplies and adds in registers alone.

${block(run.products)}

Goals are times of others over ours, or rates of ours over another rate.

${block(run.goals)}`;
}

/** The page of results, with the command line flags that made it. */
export function benchPage(runs: readonly BenchRun[], flags: readonly string[]): string {
  return `# Bench

What each primitive and a whole training step cost, forward and gradient, beside what a user would
write on stock tfjs-wasm, beside jax-js (wasm, jit), and beside one thread of PyTorch. All contenders
run in interleaved rounds on one machine, so the ratios hold where absolute times drift. Above 1, ours is
faster; a load above 1 means that other work shared the cores.

This page is what the command wrote:

\`\`\`sh
npm run bench -- ${flags.join(' ')}
\`\`\`

The kernels come in two variants. Current browsers and Node 22 have relaxed SIMD and get the faster one;
Node 20 has it behind a flag, so there the default is SIMD128 and \`npm run bench -- --relaxed-simd\` runs
the other. \`ours, stock wasm\` is absent where the kernels make no difference or the stock backend cannot
run the work at all: it has no \`Conv2DBackpropFilter\`.

${runs.map(section).join('\n\n')}
`;
}
