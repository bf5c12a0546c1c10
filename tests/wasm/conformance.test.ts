import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConformanceCase } from '../conformance/ConformanceCase';
import { cases } from '../conformance/cases';
import { type Aspect, aspects, compare, evaluate, has, isRight } from '../conformance/conformance';
import type { Outcome } from '../conformance/evaluate';
import { onWasm } from '../helpers/onWasm';

onWasm({ training: true });

type Outcomes = ReadonlyMap<ConformanceCase, Readonly<Partial<Record<Aspect, Outcome>>>>;

const outcomes = (): Outcomes =>
  new Map(
    cases.map((conformanceCase) => [
      conformanceCase,
      Object.fromEntries(
        aspects
          .filter((aspect) => has(conformanceCase, aspect))
          .map((aspect) => [aspect, evaluate(conformanceCase, aspect)]),
      ),
    ]),
  );

const nameOf = ({ op, title }: ConformanceCase): string => `${op}, ${title}`;

let onCpu: Outcomes;
let onTrainingWasm: Outcomes;
let leftBehind: string[];
beforeAll(async () => {
  await tf.setBackend('cpu');
  onCpu = outcomes();
  await tf.setBackend('wasm');
  onTrainingWasm = outcomes();
  leftBehind = cases
    .filter((conformanceCase) => {
      const before = tf.backend().numDataIds();
      for (const aspect of aspects) {
        if (has(conformanceCase, aspect)) evaluate(conformanceCase, aspect);
      }
      return tf.backend().numDataIds() !== before;
    })
    .map(nameOf);
}, 60_000);

/** What is wrong with the cases, on the backend whose outcomes are given. */
function failures(of: Outcomes, which: readonly ConformanceCase[]): string[] {
  return which.flatMap((conformanceCase) =>
    aspects.flatMap((aspect) => {
      const outcome = of.get(conformanceCase)?.[aspect];
      const reference = onCpu.get(conformanceCase)?.[aspect];
      if (outcome === undefined || reference === undefined) return [];
      const result = compare(conformanceCase, aspect, outcome, reference);
      return isRight(result, conformanceCase)
        ? []
        : [`${nameOf(conformanceCase)}: ${aspect} ${result}`];
    }),
  );
}

describe('the table of cases', () => {
  it('has a case for every kernel that tfjs has a gradient of, complex numbers left out', () => {
    // The wasm backend has gradients of this library, too, which have tests of their own.
    const names = new Set([
      ...Object.values<unknown>(tf).filter((value) => typeof value === 'string'),
      ...tf.getKernelsForBackend('cpu').map(({ kernelName }) => kernelName),
    ]);
    const differentiable = [...names].filter((name) => tf.getGradient(name) !== undefined);
    expect(differentiable.length).toBeGreaterThan(100);
    const covered = new Set(cases.map(({ op }) => op));
    expect(differentiable.filter((name) => !covered.has(name))).toEqual(['ComplexAbs']);
  });

  it('has one case of each name', () => {
    const names = cases.map(nameOf);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('is right on cpu, but for what it says is repaired', () => {
    expect(
      failures(
        onCpu,
        cases.filter(({ repaired }) => !repaired),
      ),
    ).toEqual([]);
  });
});

describe('wasm with the training kernels', () => {
  for (const op of new Set(cases.map(({ op }) => op))) {
    it(`computes and differentiates ${op} as it should`, () => {
      expect(
        failures(
          onTrainingWasm,
          cases.filter((other) => other.op === op),
        ),
      ).toEqual([]);
    });
  }

  it('leaves no tensors behind', () => {
    expect(leftBehind).toEqual([]);
  });
});
