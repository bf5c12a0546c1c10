import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { adam } from '../../../src/optimizer/adam';
import { disableWasmTraining, enableWasmTraining } from '../../../src/wasm';
import { expectClose } from '../../helpers/expectClose';
import { onWasm } from '../../helpers/onWasm';

onWasm({ training: true });

const sizes = [0, 1, 3, 4, 7, 8, 1001];
const gradientAt = (size: number, step: number): tf.Tensor =>
  tf.randomNormal([size], 0, 1, 'float32', 100 * step + size + 1);

/** The values of variables of several sizes after some steps. */
function train(steps: number): number[][] {
  const optimizer = adam(0.01);
  const variables = sizes.map((size) =>
    tf.tidy(() => tf.variable(tf.slice(tf.linspace(-1, 1, size + 1), [0], [size]))),
  );
  for (let step = 0; step < steps; step++) {
    tf.tidy(() => {
      optimizer.applyGradients(
        Object.fromEntries(variables.map(({ name, size }) => [name, gradientAt(size, step)])),
      );
    });
  }
  const values = variables.map((variable) => [...variable.dataSync()]);
  tf.dispose(variables);
  optimizer.dispose();
  return values;
}

describe('AdamUpdate', () => {
  it('does what the stock operations do', async () => {
    const fused = train(20);
    disableWasmTraining();
    const composite = train(20);
    await enableWasmTraining();
    fused.forEach((values, i) => {
      expectClose(values, composite[i] as number[], { rtol: 1e-6, atol: 1e-7 });
    });
  });

  it('writes in place where the variable alone holds its data', () => {
    const variable = tf.variable(tf.tidy(() => tf.ones([5])));
    const optimizer = adam(0.1);
    const step = (): void =>
      tf.tidy(() => optimizer.applyGradients({ [variable.name]: tf.ones([5]) }));
    step();
    const { dataId } = variable;
    step();
    expect(variable.dataId).toBe(dataId);
    variable.dispose();
    optimizer.dispose();
  });

  it('leaves a copy of the variable as it was', () => {
    const initial = tf.ones([5]);
    const variable = tf.variable(initial);
    const optimizer = adam(0.1);
    tf.tidy(() => optimizer.applyGradients({ [variable.name]: tf.ones([5]) }));
    const copy = tf.clone(variable);
    const before = [...copy.dataSync()];
    tf.tidy(() => optimizer.applyGradients({ [variable.name]: tf.ones([5]) }));
    expect([...initial.dataSync()]).toEqual([1, 1, 1, 1, 1]);
    expect([...copy.dataSync()]).toEqual(before);
    expect(variable.dataSync()[0]).toBeLessThan(before[0] as number);
    tf.dispose([initial, variable, copy]);
    optimizer.dispose();
  });

  it('leaves the moments that a checkpoint holds as they were', async () => {
    const variable = tf.variable(tf.ones([3]));
    const optimizer = adam(0.1);
    tf.tidy(() => optimizer.applyGradients({ [variable.name]: tf.ones([3]) }));
    const weights = await optimizer.getWeights();
    const copies = weights.map(({ tensor }) => tf.clone(tensor));
    const before = copies.map((copy) => [...copy.dataSync()]);
    tf.tidy(() => optimizer.applyGradients({ [variable.name]: tf.ones([3]) }));
    expect(copies.map((copy) => [...copy.dataSync()])).toEqual(before);
    tf.dispose([variable, copies, weights[0]?.tensor as tf.Tensor]);
    optimizer.dispose();
  });

  it('keeps the number of tensors and the memory over many steps', () => {
    const variable = tf.variable(tf.tidy(() => tf.ones([50])));
    const optimizer = adam(0.1);
    const step = (): void =>
      tf.tidy(() => optimizer.applyGradients({ [variable.name]: tf.ones([50]) }));
    step();
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    const dataIds = (tf.backend() as unknown as { numDataIds(): number }).numDataIds();
    for (let i = 0; i < 300; i++) step();
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
    expect((tf.backend() as unknown as { numDataIds(): number }).numDataIds()).toBe(dataIds);
    variable.dispose();
    optimizer.dispose();
  });
});
