import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { reparameterize } from '../../../../src/sampling/reparameterize';
import { disableWasmTraining, enableWasmTraining } from '../../../../src/wasm';
import { expectClose } from '../../../helpers/expectClose';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

const shapes = [[0], [1], [3, 5], [4, 4], [2, 3, 7]];
const sampleCounts = [undefined, 1, 3];

function evaluate(shape: number[], samples: number | undefined): number[][] {
  return tf.tidy(() => {
    const noiseShape = samples === undefined ? shape : [samples, ...shape];
    const mean = tf.randomNormal(shape, 0, 1, 'float32', 3);
    const logVar = tf.randomNormal(shape, 0, 1, 'float32', 4);
    const noise = tf.randomNormal(noiseShape, 0, 1, 'float32', 5);
    const dy = tf.randomNormal(noiseShape, 0, 1, 'float32', 6);
    const sample = (mean: Tensor, logVar: Tensor, noise: Tensor): Tensor =>
      reparameterize({ mean, logVar }, samples === undefined ? { noise } : { noise, samples });
    const gradients = tf.grads(sample)([mean, logVar, noise], dy);
    return [sample(mean, logVar, noise), ...gradients].map((x) => [...x.dataSync()]);
  });
}

describe('Reparameterize on wasm', () => {
  it('equals the stock operations for any shape and number of samples', async () => {
    const results = () =>
      shapes.flatMap((shape) => sampleCounts.flatMap((samples) => evaluate(shape, samples)));
    const fused = results();
    disableWasmTraining();
    const stock = results();
    await enableWasmTraining();
    fused.forEach((values, i) => {
      expectClose(values, stock[i] as number[], { rtol: 1e-6, atol: 1e-6 });
    });
  });

  it('leaves its result, and its gradients', () => {
    const x = tf.ones([3, 2]);
    const y = tf.zeros([3, 2]);
    expectNewTensors(1, () => reparameterize({ mean: x, logVar: x }, { noise: x }));
    expectNewTensors(2, () =>
      tf.grads((mean, logVar) => reparameterize({ mean, logVar }, { key: [7, 0] }))([x, y]),
    );
    tf.dispose([x, y]);
  });
});
