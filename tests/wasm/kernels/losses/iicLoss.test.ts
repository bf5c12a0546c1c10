import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { iicLoss } from '../../../../src/information/iicLoss';
import { disableWasmTraining, enableWasmTraining } from '../../../../src/wasm';
import { expectClose } from '../../../helpers/expectClose';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

const shapes = [
  [1, 1],
  [1, 5],
  [7, 2],
  [33, 4],
  [50, 10],
  [20, 37],
] as const;
const weights = [1, 3, 0];

function evaluate(shape: readonly [number, number], entropyWeight: number): number[][] {
  return tf.tidy(() => {
    const logits = tf.randomNormal([...shape], 0, 2, 'float32', 3);
    const pairedLogits = tf.randomNormal([...shape], 0, 2, 'float32', 4);
    const loss = (a: Tensor, b: Tensor): Tensor => iicLoss(a, b, { entropyWeight });
    const gradients = tf.grads(loss)([logits, pairedLogits], tf.scalar(-1.5));
    return [loss(logits, pairedLogits), ...gradients].map((x) => [...x.dataSync()]);
  });
}

describe('IicLoss on wasm', () => {
  it('equals the stock operations for any number of pairs and classes', async () => {
    const results = () =>
      shapes.flatMap((shape) => weights.flatMap((weight) => evaluate(shape, weight)));
    const fused = results();
    disableWasmTraining();
    const stock = results();
    await enableWasmTraining();
    fused.forEach((values, i) => {
      expectClose(values, stock[i] as number[], { rtol: 2e-5, atol: 1e-6 });
    });
  });

  it('leaves its result, and its gradients', () => {
    const logits = tf.tensor2d([
      [1, 2],
      [3, 0],
    ]);
    const paired = tf.neg(logits);
    expectNewTensors(1, () => iicLoss(logits, logits));
    expectNewTensors(2, () => tf.grads((a, b) => iicLoss(a, b))([logits, paired]));
    tf.dispose([logits, paired]);
  });

  it('is taken out with its gradient', async () => {
    expect(tf.getGradient('IicLoss')).toBeDefined();
    disableWasmTraining();
    expect(tf.getGradient('IicLoss')).toBeUndefined();
    expect(tf.getKernel('IicLoss', 'wasm')).toBeUndefined();
    await enableWasmTraining();
  });
});
