import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  iicLoss,
  type RandomKey,
  randomKey,
  randomNormal,
  randomUniform,
  splitKey,
} from '../../src';
import { lossCurve } from '../helpers/lossCurve';
import { lossesOfBothBackends } from '../helpers/lossesOfBothBackends';
import { onWasm } from '../helpers/onWasm';

onWasm({ training: true });

const SIZE = 8;
const PAIRS = 16;
const CLUSTERS = 4;
const STEPS = 100;
const RATE = 3e-3;
const CHANNELS = [1, 4, 6, 8] as const;
/** What is left of an image behind two pools. */
const FEATURES = (SIZE / 4) ** 2 * CHANNELS[3];

interface Network {
  readonly kernels: readonly tf.Variable[];
  readonly scales: readonly tf.Variable[];
  readonly offsets: readonly tf.Variable[];
  readonly logits: tf.Variable;
  /** What the normalized logits are multiplied by. */
  readonly sharpness: tf.Variable;
}

function initialNetwork(key: RandomKey): Network {
  const keys = splitKey(key, CHANNELS.length);
  const layers = CHANNELS.slice(1).map((outputs, i) => {
    const inputs = CHANNELS[i] as number;
    const std = Math.sqrt(2 / (9 * inputs));
    return {
      kernel: randomNormal(keys[i] as RandomKey, [3, 3, inputs, outputs], { std }),
      outputs,
    };
  });
  const std = 1 / Math.sqrt(FEATURES);
  return {
    kernels: layers.map(({ kernel }) => tf.variable(kernel)),
    scales: layers.map(({ outputs }) => tf.variable(tf.ones([outputs]))),
    offsets: layers.map(({ outputs }) => tf.variable(tf.zeros([outputs]))),
    logits: tf.variable(
      randomNormal(keys[CHANNELS.length - 1] as RandomKey, [FEATURES, CLUSTERS], { std }),
    ),
    sharpness: tf.variable(tf.fill([CLUSTERS], 3)),
  };
}

/** Normalization by the statistics of the batch, as the layer of tfjs-layers does it. */
function normalize(x: tf.Tensor, axes: number[], offset: tf.Tensor, scale: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, axes);
  const [means, variances] = [mean as tf.Tensor1D, variance as tf.Tensor1D];
  return tf.batchNorm(x, means, variances, offset as tf.Tensor1D, scale as tf.Tensor1D, 1e-3);
}

/** Convolutions 3 x 3 with batch normalization and ReLU, a pool behind all but the last one. */
function logitsOf(
  { kernels, scales, offsets, logits, sharpness }: Network,
  images: tf.Tensor,
): tf.Tensor {
  const features = kernels.reduce<tf.Tensor>((x, kernel, i) => {
    const y = tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same');
    const [offset, scale] = [offsets[i] as tf.Tensor, scales[i] as tf.Tensor];
    const normalized = tf.relu(normalize(y, [0, 1, 2], offset, scale));
    return i === kernels.length - 1
      ? normalized
      : tf.maxPool(normalized as tf.Tensor4D, 2, 2, 'valid');
  }, images);
  const flat = tf.reshape(features, [-1, FEATURES]);
  // A normalization before the softmax takes the loss off the point where all clusters are equal.
  return normalize(tf.matMul(flat, logits), [0], tf.zeros([CLUSTERS]), sharpness);
}

/** The losses of the first steps of clustering by a small network, all of it drawn from one key. */
function losses(): number[] {
  const [weightsKey, prototypesKey, stepsKey] = splitKey(randomKey(5), 3);
  const network = initialNetwork(weightsKey);
  const { kernels, scales, offsets, logits, sharpness } = network;
  const variables = [...kernels, ...scales, ...offsets, logits, sharpness];
  // Four kinds of image, and noise that differs between the two views of each.
  const prototypes = randomUniform(prototypesKey, [CLUSTERS, SIZE, SIZE, 1]);
  const curve = lossCurve(splitKey(stepsKey, STEPS), RATE, variables, (key) => {
    const images = tf.tile(prototypes, [(2 * PAIRS) / CLUSTERS, 1, 1, 1]);
    const noisy = tf.add(images, randomNormal(key, images.shape, { std: 0.2 }));
    return () => {
      const [first, second] = tf.split(logitsOf(network, noisy), 2);
      return iicLoss(first as tf.Tensor, second as tf.Tensor);
    };
  });
  tf.dispose([variables, prototypes]);
  return curve;
}

describe('a convolutional clustering network on wasm', () => {
  it('has the losses of the cpu backend over a hundred steps', async () => {
    const { onCpu, worst } = await lossesOfBothBackends(losses);
    expect(worst).toBeLessThan(1e-4);
    // It ends near the mutual information of four equal clusters, its lower bound.
    expect(onCpu[0]).toBeGreaterThan(-0.05);
    expect(onCpu.at(-1)).toBeLessThan(-0.85 * Math.log(CLUSTERS));
  });
});
