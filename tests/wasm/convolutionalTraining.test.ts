import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { mulberry32 } from '../conformance/operands';
import { onWasm } from '../helpers/onWasm';

onWasm({ training: true });

/** Reproducible numbers in [-1, 1). */
function numbers(count: number, seed: number): Float32Array {
  const random = mulberry32(seed);
  return Float32Array.from({ length: count }, () => 2 * random() - 1);
}

/** Sets all weights to reproducible ones of about the size of an initialization. */
function setWeights(model: tfl.LayersModel): void {
  const weights = model.getWeights().map(({ shape }, index) => {
    const fanIn = shape.slice(0, -1).reduce((product, length) => product * length, 1);
    const values = numbers(tf.util.sizeFromShape(shape), index + 1);
    // Vectors are biases, scales and variances: near 1 suits each of them.
    const value = (x: number) => (shape.length === 1 ? 1 + 0.1 * x : x / Math.sqrt(fanIn));
    return tf.tensor(values.map(value), shape);
  });
  model.setWeights(weights);
  tf.dispose(weights);
}

const classifier = (): tfl.LayersModel =>
  tfl.sequential({
    layers: [
      tfl.layers.conv2d({ inputShape: [12, 12, 2], filters: 6, kernelSize: 3, padding: 'same' }),
      tfl.layers.batchNormalization(),
      tfl.layers.activation({ activation: 'relu' }),
      tfl.layers.maxPooling2d({ poolSize: 2 }),
      tfl.layers.conv2d({ filters: 8, kernelSize: 3, strides: 2, activation: 'tanh' }),
      tfl.layers.flatten(),
      tfl.layers.dense({ units: 4, activation: 'softmax' }),
    ],
  });

const autoencoder = (): tfl.LayersModel =>
  tfl.sequential({
    layers: [
      tfl.layers.separableConv2d({
        inputShape: [12, 12, 2],
        filters: 5,
        kernelSize: 3,
        strides: 2,
        padding: 'same',
        activation: 'elu',
      }),
      tfl.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same' }),
      tfl.layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'valid' }),
      tfl.layers.conv2dTranspose({ filters: 4, kernelSize: 3, activation: 'tanh' }),
      // Not upSampling2d: the cpu backend mixes up the images of a batch in its gradient.
      tfl.layers.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, padding: 'same' }),
      tfl.layers.conv2d({ filters: 2, kernelSize: 1 }),
    ],
  });

const reader = (): tfl.LayersModel =>
  tfl.sequential({
    layers: [
      tfl.layers.embedding({ inputShape: [7], inputDim: 11, outputDim: 6 }),
      tfl.layers.conv1d({ filters: 5, kernelSize: 3, activation: 'relu' }),
      tfl.layers.lstm({ units: 4, recurrentInitializer: 'glorotUniform' }),
      tfl.layers.dense({ units: 4, activation: 'softmax' }),
    ],
  });

const examples = 64;
const images = () => tf.tensor(numbers(examples * 288, 101), [examples, 12, 12, 2]);
const classes = () =>
  tf.oneHot(
    tf.tensor1d(
      numbers(examples, 102).map((x) => Math.floor(2 * (x + 1))),
      'int32',
    ),
    4,
  );
const words = () =>
  tf.tensor2d(
    numbers(examples * 7, 103).map((x) => Math.floor(5.5 * (x + 1))),
    [examples, 7],
  );

/** The losses of 24 steps of training on the current backend: 6 epochs of 4 batches. */
async function lossCurve(
  build: () => tfl.LayersModel,
  loss: string,
  data: () => [tf.Tensor, tf.Tensor],
): Promise<number[]> {
  const before = tf.memory().numTensors;
  const model = build();
  setWeights(model);
  const optimizer = tf.train.adam(0.01);
  model.compile({ loss, optimizer });
  const [x, y] = data();
  const curve: number[] = [];
  await model.fit(x, y, {
    epochs: 6,
    batchSize: examples / 4,
    shuffle: false,
    verbose: 0,
    yieldEvery: 'never',
    callbacks: {
      onBatchEnd: async (_batch, logs) => {
        curve.push(logs?.['loss'] as number);
      },
    },
  });
  tf.dispose([x, y]);
  model.dispose();
  optimizer.dispose();
  expect(tf.memory().numTensors - before, 'tensors left behind').toBeLessThanOrEqual(1);
  return curve;
}

const trainings: readonly [string, () => tfl.LayersModel, string, () => [tf.Tensor, tf.Tensor]][] =
  [
    [
      'conv2d, batchNormalization, maxPooling2d and dense',
      classifier,
      'categoricalCrossentropy',
      () => [images(), classes()],
    ],
    [
      'separableConv2d, depthwiseConv2d, averagePooling2d and conv2dTranspose',
      autoencoder,
      'meanSquaredError',
      () => [images(), images()],
    ],
    ['embedding, conv1d and lstm', reader, 'categoricalCrossentropy', () => [words(), classes()]],
  ];

describe('training of convolutional networks on wasm', () => {
  for (const [name, build, loss, data] of trainings) {
    it(`takes ${name} down the same losses as cpu`, async () => {
      const onWasm = await lossCurve(build, loss, data);
      await tf.setBackend('cpu');
      const onCpu = await lossCurve(build, loss, data);
      await tf.setBackend('wasm');
      expect(onCpu).toHaveLength(24);
      expect(onCpu.at(-1)).toBeLessThan(onCpu[0] as number);
      for (const [step, loss] of onCpu.entries()) {
        const error = Math.abs((onWasm[step] as number) - loss) / loss;
        expect(error, `step ${step}`).toBeLessThan(1e-4);
      }
    });
  }
});
