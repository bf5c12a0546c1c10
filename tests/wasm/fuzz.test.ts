import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { recipes } from '../../src/wasm/kernels/recipes';
import { runOf } from '../fuzz/evaluateCases';
import { fuzzers } from '../fuzz/fuzzers';
import { caseOf, describeFailure, fuzzKernel } from '../fuzz/fuzzKernel';
import { toTensor } from '../fuzz/operands';
import { onWasm } from '../helpers/onWasm';
import { recordKernels } from '../helpers/recordKernels';

onWasm({ training: true });

/** `npm run fuzz` takes more; what differs from run to run is only how many. */
const casesOfEach = 40;

describe('the fuzzers', () => {
  it('have cases of every kernel that enableWasmTraining installs, and of no other', () => {
    const installed = recipes.map(({ kernelName }) => kernelName);
    expect(Object.keys(fuzzers).sort()).toEqual([...installed].sort());
  });

  for (const name of Object.keys(fuzzers)) {
    it(`run ${name} in their cases of it`, () => {
      const named = caseOf(name, 1);
      const kernels = recordKernels(() =>
        tf.tidy(() => {
          const inputs = Object.entries(named.fuzzCase.inputs);
          runOf(named)(Object.fromEntries(inputs.map(([key, x]) => [key, toTensor(x)])));
        }),
      );
      expect(kernels).toContain(name);
    });
  }

  it('draw the same case for the same seed', () => {
    const drawn = () => JSON.stringify(Object.keys(fuzzers).map((name) => caseOf(name, 7)));
    expect(drawn()).toBe(drawn());
  });
});

describe('kernels on wasm, in random cases', () => {
  for (const name of Object.keys(fuzzers)) {
    it(`${name} comes out as on cpu, writes to nothing else and leaves nothing behind`, async () => {
      const evaluations = await fuzzKernel(name, 1, casesOfEach);
      expect(evaluations.filter(({ failure }) => failure).map(describeFailure)).toEqual([]);
      expect(evaluations.filter(({ isRefused }) => isRefused).map(({ seed }) => seed)).toEqual([]);
    });
  }
});
