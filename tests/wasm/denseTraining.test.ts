import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../helpers/expectClose';
import { onWasm } from '../helpers/onWasm';

onWasm({ training: true });

/** The losses of some steps of training a network of dense layers, from the same weights. */
async function losses(backend: string): Promise<number[]> {
  await tf.setBackend(backend);
  const initializer = (seed: number) => tfl.initializers.glorotUniform({ seed });
  const model = tfl.sequential({
    layers: [
      tfl.layers.dense({
        units: 37,
        activation: 'relu',
        inputShape: [29],
        kernelInitializer: initializer(1),
      }),
      tfl.layers.dense({ units: 30, activation: 'elu', kernelInitializer: initializer(2) }),
      tfl.layers.dense({ units: 10, kernelInitializer: initializer(3) }),
    ],
  });
  const values = (count: number) => Float32Array.from({ length: count }, (_, i) => Math.sin(i * i));
  const x = tf.tensor2d(values(50 * 29), [50, 29]);
  const y = tf.tensor2d(values(50 * 10), [50, 10]);
  const optimizer = tf.train.adam(1e-2);
  const curve = Array.from({ length: 30 }, () => {
    const cost = optimizer.minimize(
      () => tf.losses.meanSquaredError(y, model.predict(x) as tf.Tensor) as tf.Scalar,
      true,
    ) as tf.Scalar;
    const [value] = cost.dataSync();
    cost.dispose();
    return value as number;
  });
  model.dispose();
  optimizer.dispose();
  tf.dispose([x, y]);
  return curve;
}

describe('a network of dense layers', () => {
  it('trains on wasm to the loss curve that it has on cpu', async () => {
    const onCpu = await losses('cpu');
    const onWasm = await losses('wasm');
    expect(onCpu.at(-1)).toBeLessThan((onCpu[0] as number) / 2);
    expectClose(onWasm, onCpu, { rtol: 1e-4 });
  });
});
