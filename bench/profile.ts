/**
 * Which kernels a workload spends its time in, on the wasm backend with this library's kernels:
 * `npx tsx bench/profile.ts --only <words of a title>`, with `--relaxed-simd` where Node has it behind
 * a flag.
 */
import './support/relaxedSimd';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { contender } from './contenders/variate';
import { workloads } from './workloads';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: 'step' },
    steps: { type: 'string', default: '10' },
    'relaxed-simd': { type: 'boolean', default: false },
  },
});

/** Time spent in each kernel itself, without those it calls. */
const spent = new Map<string, { milliseconds: number; calls: number }>();
let inner = 0;

function timeKernel(kernel: tf.KernelConfig): void {
  tf.unregisterKernel(kernel.kernelName, 'wasm');
  tf.registerKernel({
    ...kernel,
    kernelFunc: (params) => {
      const innerBefore = inner;
      inner = 0;
      const start = performance.now();
      const result = kernel.kernelFunc(params);
      const total = performance.now() - start;
      const { milliseconds, calls } = spent.get(kernel.kernelName) ?? { milliseconds: 0, calls: 0 };
      spent.set(kernel.kernelName, {
        milliseconds: milliseconds + total - inner,
        calls: calls + 1,
      });
      inner = innerBefore + total;
      return result;
    },
  });
}

console.log(await contender.start());
tf.getKernelsForBackend('wasm').forEach(timeKernel);
const words = flags.only.toLowerCase().split(',');
const steps = Number(flags.steps);
for (const { name, title, inputs } of workloads) {
  if (!words.some((word) => title.toLowerCase().includes(word.trim()))) continue;
  const task = contender.prepare(name, inputs);
  if (typeof task === 'string') continue;
  for (let i = 0; i < 3; i++) task.step();
  spent.clear();
  const start = performance.now();
  for (let i = 0; i < steps; i++) task.step();
  const total = performance.now() - start;
  console.log(`\n${title}: ${(total / steps).toFixed(1)} ms a step`);
  const inKernels = [...spent.values()].reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const line = (name: string, milliseconds: number, calls = '') =>
    console.log(
      `  ${name.padEnd(24)}${(milliseconds / steps).toFixed(2).padStart(9)} ms` +
        `${((100 * milliseconds) / total).toFixed(1).padStart(7)} %${calls.padStart(8)}`,
    );
  for (const [name, { milliseconds, calls }] of [...spent].sort(
    ([, a], [, b]) => b.milliseconds - a.milliseconds,
  )) {
    if (milliseconds / total > 0.001) line(name, milliseconds, `${calls / steps} x`);
  }
  line('outside kernels', total - inKernels);
}
