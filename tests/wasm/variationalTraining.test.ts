import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  bernoulliNll,
  gaussianKl,
  type RandomKey,
  randomKey,
  randomNormal,
  randomUniform,
  reparameterize,
  splitKey,
} from '../../src';
import { lossCurve } from '../helpers/lossCurve';
import { lossesOfBothBackends } from '../helpers/lossesOfBothBackends';
import { onWasm } from '../helpers/onWasm';

onWasm({ training: true });

const PIXELS = 60;
const HIDDEN = 40;
const LATENT = 6;
const STEPS = 100;

/** The losses of the first steps of a small variational autoencoder, all of it drawn from one key. */
function losses(): number[] {
  const [weightsKey, prototypesKey, stepsKey] = splitKey(randomKey(11), 3);
  const weightKeys = splitKey(weightsKey, 5);
  const weight = (key: RandomKey, rows: number, columns: number): tf.Variable =>
    tf.variable(randomNormal(key, [rows, columns], { std: 1 / Math.sqrt(rows) }));
  const weights = {
    hidden: weight(weightKeys[0], PIXELS, HIDDEN),
    mean: weight(weightKeys[1], HIDDEN, LATENT),
    logVar: weight(weightKeys[2], HIDDEN, LATENT),
    decoded: weight(weightKeys[3], LATENT, HIDDEN),
    logits: weight(weightKeys[4], HIDDEN, PIXELS),
  };
  // Four kinds of image, so that there is something to learn.
  const prototypes = randomUniform(prototypesKey, [4, PIXELS]);
  const variables = Object.values(weights);
  const curve = lossCurve(splitKey(stepsKey, STEPS), 3e-3, variables, (key) => {
    const [dataKey, noiseKey] = splitKey(key);
    const probs = tf.concat(Array.from({ length: 8 }, () => prototypes));
    const images = tf.cast(tf.less(randomUniform(dataKey, probs.shape), probs), 'float32');
    return () => {
      const hidden = tf.relu(tf.matMul(images, weights.hidden));
      const posterior = {
        mean: tf.matMul(hidden, weights.mean),
        logVar: tf.matMul(hidden, weights.logVar),
      };
      const latents = reparameterize(posterior, { key: noiseKey });
      const decoded = tf.tanh(tf.matMul(latents, weights.decoded));
      const nll = bernoulliNll(images, tf.matMul(decoded, weights.logits));
      return tf.mean(tf.add(nll, gaussianKl(posterior))) as tf.Scalar;
    };
  });
  tf.dispose([variables, prototypes]);
  return curve;
}

describe('a variational autoencoder on wasm', () => {
  it('has the losses of the cpu backend over a hundred steps', async () => {
    const { onCpu, worst } = await lossesOfBothBackends(losses);
    expect(worst).toBeLessThan(1e-4);
    expect(onCpu.at(-1)).toBeLessThan(0.95 * (onCpu[0] as number));
  });
});
