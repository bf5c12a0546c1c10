import fc from 'fast-check';
import { type Evaluation, evaluateCases, type NamedCase } from './evaluateCases';
import type { FuzzCase } from './FuzzCase';
import { fuzzers } from './fuzzers';

/** As many cases as live at once. */
const batchSize = 50;

/** The case of a kernel that a seed stands for. */
export function caseOf(kernelName: string, seed: number): NamedCase {
  const arbitrary = fuzzers[kernelName] as fc.Arbitrary<FuzzCase>;
  const [fuzzCase] = fc.sample(arbitrary, { seed, numRuns: 1 }) as [FuzzCase];
  return { kernelName, seed, fuzzCase };
}

/** Compares a kernel with the cpu backend on the cases of successive seeds. */
export async function fuzzKernel(
  kernelName: string,
  firstSeed: number,
  count: number,
): Promise<Evaluation[]> {
  const evaluations: Evaluation[] = [];
  for (let start = 0; start < count; start += batchSize) {
    const length = Math.min(batchSize, count - start);
    const cases = Array.from({ length }, (_, i) => caseOf(kernelName, firstSeed + start + i));
    evaluations.push(...(await evaluateCases(cases)));
  }
  return evaluations;
}

/** What a failed case was, and how to run it alone. */
export const describeFailure = ({ kernelName, seed, fuzzCase, failure }: Evaluation): string =>
  `${kernelName}, seed ${seed}: ${failure}\n` +
  `  inputs ${JSON.stringify(fuzzCase.inputs)}\n  attrs ${JSON.stringify(fuzzCase.attrs)}\n` +
  `  npm run fuzz -- --only ${kernelName} --seed ${seed} --cases 1`;
