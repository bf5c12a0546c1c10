import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { disableWasmTraining } from '../../../src/wasm';
import { installKernel } from '../../../src/wasm/installation/installKernel';
import type { KernelRecipe } from '../../../src/wasm/kernels/KernelRecipe';
import { runKernel } from '../../../src/wasm/kernels/runKernel';
import { createRuntime } from '../../../src/wasm/runtime/createRuntime';
import { onWasm } from '../../helpers/onWasm';

onWasm({ training: false });

const thrice: KernelRecipe = {
  kernelName: 'Thrice',
  why: 'It was missing.',
  create: () => (params) => {
    const { x } = params.inputs as { x: tf.TensorInfo };
    return runKernel(tf.AddN, [x, x, x] as unknown as tf.NamedTensorInfoMap, {}, tf.backend());
  },
  gradient: { gradFunc: (dy) => ({ x: () => tf.mul(dy as tf.Tensor, 3) }) },
};

const gradientOfThrice = () =>
  tf.tidy(() =>
    tf
      .grad((x) => tf.sum(tf.engine().runKernel<tf.Tensor>('Thrice', { x })))(tf.tensor1d([1, 2]))
      .dataSync(),
  );

describe('installKernel', () => {
  it('registers a kernel that tfjs does not know with its gradient, and takes both out', async () => {
    installKernel(thrice, await createRuntime('installKernel'));
    expect([...gradientOfThrice()]).toEqual([3, 3]);
    disableWasmTraining();
    expect(tf.getKernel('Thrice', 'wasm')).toBeUndefined();
    expect(tf.getGradient('Thrice')).toBeUndefined();
  });

  it("leaves a gradient alone that is somebody else's", async () => {
    const gradient = { kernelName: 'Thrice', gradFunc: () => ({ x: () => tf.zeros([2]) }) };
    tf.registerGradient(gradient);
    installKernel(thrice, await createRuntime('installKernel'));
    expect([...gradientOfThrice()]).toEqual([0, 0]);
    disableWasmTraining();
    expect(tf.getGradient('Thrice')).toBe(gradient);
    tf.unregisterGradient('Thrice');
  });
});
