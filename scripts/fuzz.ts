// Compares the wasm kernels with the cpu backend on random cases: `npm run fuzz`.
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import { enableWasmTraining } from 'variate/wasm';
import { fuzzers } from '../tests/fuzz/fuzzers';
import { describeFailure, fuzzKernel } from '../tests/fuzz/fuzzKernel';

const { values: flags } = parseArgs({
  options: {
    cases: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});

tf.enableProdMode();
const { variant } = await enableWasmTraining();
await tf.setBackend('wasm');

const names = flags.only?.split(',') ?? Object.keys(fuzzers);
const unknown = names.find((name) => !(name in fuzzers));
if (unknown) throw new Error(`--only must name kernels; got ${unknown}. Copy a name of the table.`);
const [first, count] = [Number(flags.seed), Number(flags.cases)];
console.log(`kernels ${variant}, seeds ${first} to ${first + count - 1} of each`);
console.log(`${'kernel'.padEnd(36)}   cases refused  failed  largest error, of the admissible`);

let [all, failed] = [0, 0];
for (const name of names) {
  const evaluations = await fuzzKernel(name, first, count);
  const failures = evaluations.filter(({ failure }) => failure !== undefined);
  const refused = evaluations.filter(({ isRefused }) => isRefused).length;
  const worst = Math.max(...evaluations.map(({ worst }) => worst));
  const columns = [evaluations.length, refused, failures.length].map((n) => String(n).padStart(8));
  console.log(`${name.padEnd(36)}${columns.join('')}${worst.toFixed(3).padStart(8)}`);
  for (const failure of failures.slice(0, 3)) console.log(describeFailure(failure));
  all += evaluations.length;
  failed += failures.length;
}
console.log(`${all} cases, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
