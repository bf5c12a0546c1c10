import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { randomNormal } from '../../../../src/sampling/randomNormal';
import { randomUniform } from '../../../../src/sampling/randomUniform';
import { disableWasmTraining, enableWasmTraining } from '../../../../src/wasm';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

const keys = [
  [7, 0],
  [0, 0],
  [0xffffffff, 0x12345678],
] as const;
/** Around a vector, a round of the generator and a pass of the kernel. */
const sizes = [0, 1, 2, 3, 4, 5, 15, 16, 17, 1023, 1024, 1025, 50_001];

const draws: Readonly<Record<string, (key: readonly [number, number], size: number) => tf.Tensor>> =
  {
    randomNormal: (key, size) => randomNormal(key, [size]),
    'randomNormal with parameters': (key, size) =>
      randomNormal(key, [size], { mean: -0.3, std: 2.5 }),
    'randomNormal without spread': (key, size) => randomNormal(key, [size], { mean: 3, std: 0 }),
    randomUniform: (key, size) => randomUniform(key, [size]),
    'randomUniform in a narrow interval': (key, size) =>
      randomUniform(key, [size], { min: 1, max: 1 + 2 ** -22 }),
  };

const bitsOf = (draw: () => tf.Tensor): Int32Array =>
  tf.tidy(() => new Int32Array(draw().dataSync().buffer));

describe('PhiloxNormal and PhiloxUniform', () => {
  for (const [name, draw] of Object.entries(draws)) {
    it(`draw the bits of the portable form: ${name}`, async () => {
      const fused = keys.map((key) => sizes.map((size) => bitsOf(() => draw(key, size))));
      disableWasmTraining();
      const portable = keys.map((key) => sizes.map((size) => bitsOf(() => draw(key, size))));
      await enableWasmTraining();
      expect(fused).toEqual(portable);
    });
  }

  it('leave one tensor', () => {
    expectNewTensors(1, () => randomNormal([7, 0], [5]));
    expectNewTensors(1, () => randomUniform([7, 0], [5]));
  });
});
