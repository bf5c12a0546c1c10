import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type Comparison, compareOutcomes, type Outcome } from './compareOutcomes';
import type { FuzzCase, Run } from './FuzzCase';
import { drawValues, toTensor } from './operands';

/** One case of one kernel, and the seed that it was drawn by. */
export interface NamedCase {
  readonly kernelName: string;
  readonly seed: number;
  readonly fuzzCase: FuzzCase;
}

export interface Evaluation extends NamedCase, Comparison {}

const mapped = <In, Out>(
  record: Readonly<Record<string, In>>,
  f: (value: In) => Out,
): Record<string, Out> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));

function attempt(run: Run, inputs: NamedTensorMap): Tensor[] | Error {
  try {
    return tf.tidy(() => [run(inputs)].flat());
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function outcomeOf(results: Tensor[] | Error): Outcome {
  if (results instanceof Error) return results;
  const outcome = results.map((result) => ({
    shape: result.shape,
    dtype: result.dtype,
    values: Array.from(result.dataSync()),
  }));
  tf.dispose(results);
  return outcome;
}

/** How the kernel of a case is run. */
export const runOf =
  ({ kernelName, fuzzCase: { run, attrs } }: NamedCase): Run =>
  (inputs) =>
    run ? run(inputs) : tf.engine().runKernel<Tensor | Tensor[]>(kernelName, inputs, attrs);

/**
 * Runs cases on the current wasm backend and compares them with the cpu backend. All tensors of the
 * cases live at once, so that what a kernel writes beyond its output is found in those of others.
 */
export async function evaluateCases(cases: readonly NamedCase[]): Promise<Evaluation[]> {
  const before = [tf.memory().numTensors, tf.backend().numDataIds()];
  const all = cases.map((named) => {
    const inputs: NamedTensorMap = mapped(named.fuzzCase.inputs, toTensor);
    return { named, inputs, results: attempt(runOf(named), inputs) };
  });
  const onWasm = all.map(({ results }) => outcomeOf(results));
  const overwritten = all.map(({ named, inputs }) =>
    Object.entries(named.fuzzCase.inputs).find(([name, operand]) => {
      const values = (inputs[name] as Tensor).dataSync();
      return !drawValues(operand).every((value, i) => Object.is(value, values[i]));
    }),
  );
  tf.dispose(all.map(({ inputs }) => inputs));
  const leaks = [tf.memory().numTensors, tf.backend().numDataIds()].map(
    (count, i) => count - (before[i] as number),
  );

  await tf.setBackend('cpu');
  const evaluations = cases.map((named, i): Evaluation => {
    const { fuzzCase } = named;
    const reference = fuzzCase.reference ?? runOf(named);
    const inputs: NamedTensorMap = mapped(fuzzCase.inputs, toTensor);
    const expected = outcomeOf(attempt(reference, inputs));
    const { magnitude } = fuzzCase;
    const ofAbsolute: Run = (inputs) =>
      (magnitude === 'sums' ? reference : (magnitude as Run))(
        mapped(inputs, (x) => (x.dtype === 'bool' ? x : tf.abs(x))),
      );
    const magnitudes = magnitude && outcomeOf(attempt(ofAbsolute, inputs));
    tf.dispose(inputs);
    const comparison = compareOutcomes(onWasm[i] as Outcome, expected, magnitudes, fuzzCase);
    const [written] = overwritten[i] ?? [];
    return written === undefined
      ? { ...named, ...comparison }
      : { ...named, ...comparison, failure: `its input ${written} was written to` };
  });
  await tf.setBackend('wasm');

  const leak = leaks.some((count) => count !== 0)
    ? `${leaks[0]} tensors and ${leaks[1]} of their data were left behind by these cases`
    : undefined;
  return evaluations.map((evaluation, i) =>
    leak && i === 0 && !evaluation.failure ? { ...evaluation, failure: leak } : evaluation,
  );
}
