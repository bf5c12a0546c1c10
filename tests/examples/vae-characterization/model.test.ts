import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { gaussianKl, randomKey, squaredErrorNll } from 'variate';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  conditionName,
  conditions,
  createContestants,
} from '../../../examples/vae-characterization/contestants';
import {
  createVae,
  type Design,
  encode,
  evaluateTerms,
  sampledPosterior,
  trainingLoss,
  type Vae,
  weightsOf,
} from '../../../examples/vae-characterization/model';
import { expectClose } from '../../helpers/expectClose';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const design: Design = {
  activation: 'relu',
  latentDims: 3,
  loss: 'crossEntropy',
  mistakes: { additiveNoise: false, boundedHeads: false },
};
const vaeOf = (changes: Partial<Design> = {}): Vae => createVae({ ...design, ...changes }, 1);
const images = (): tf.Tensor2D => tf.randomUniform([4, 784], 0, 1, 'float32', 7);

describe('the VAE of the characterization', () => {
  it('has the layers of the report: 784-100-100-latent, two heads, latent-100-100-100-784', () => {
    const shapes = weightsOf(vaeOf({ latentDims: 20 })).map(({ shape }) => shape.join('x'));
    expect(shapes.filter((shape) => shape.includes('x'))).toEqual([
      ...['784x100', '100x100', '100x20', '20x20', '20x20'],
      ...['20x100', '100x100', '100x100', '100x784'],
    ]);
  });

  it('starts from weights of standard deviation 0.1 and biases of 0', () => {
    tf.tidy(() => {
      const [kernel, bias] = weightsOf(vaeOf()) as tf.Tensor[] as [tf.Tensor, tf.Tensor];
      const { mean, variance } = tf.moments(kernel);
      expectClose(mean, [0], { atol: 1e-3 });
      expectClose(tf.sqrt(variance), [0.1], { rtol: 1e-2 });
      expectClose(bias, new Float32Array(100));
    });
  });

  it('adds its KL to the likelihood that it is trained with', () => {
    tf.tidy(() => {
      const x = images();
      const key = randomKey(3);
      const crossEntropy = vaeOf();
      const terms = evaluateTerms(crossEntropy, x, key);
      expectClose(trainingLoss(crossEntropy, x, key), [terms.crossEntropy + terms.kl]);
      expect(terms.sampledKl).toBe(terms.kl);

      const squared = vaeOf({ loss: 'squaredError' });
      const { squaredError, kl } = evaluateTerms(squared, x, key);
      const constants = squaredErrorNll(tf.zeros([1, 784]), tf.zeros([1, 784])).dataSync()[0];
      expectClose(trainingLoss(squared, x, key), [squaredError / 2 + (constants as number) + kl]);
    });
  });

  it('draws z with variance 1 around mean + sigma where noise is added to sigma', () => {
    tf.tidy(() => {
      const vae = vaeOf({ mistakes: { additiveNoise: true, boundedHeads: false } });
      const written = encode(vae, images());
      const sampled = sampledPosterior(vae, written);
      expectClose(sampled.mean, tf.add(written.mean, tf.sqrt(tf.exp(written.logVar))));
      expectClose(sampled.logVar, new Float32Array(12));
      const { kl, sampledKl } = evaluateTerms(vae, images(), randomKey(1));
      expectClose(tf.mean(gaussianKl(written)), [kl]);
      expectClose(tf.mean(gaussianKl(sampled)), [sampledKl]);
    });
  });

  it('keeps mean and sigma between 0 and 1 where a sigmoid bounds the heads', () => {
    tf.tidy(() => {
      const bounded = vaeOf({ mistakes: { additiveNoise: false, boundedHeads: true } });
      const free = encode(vaeOf(), images());
      const { mean, logVar } = encode(bounded, images());
      expectClose(mean, tf.sigmoid(free.mean));
      expectClose(tf.exp(tf.mul(logVar, 0.5)), tf.sigmoid(free.logVar));
    });
  });
});

describe('the contestants', () => {
  it('are the four conditions, each with the same weights at the start', () => {
    expect(conditions.map(conditionName)).toEqual([
      'sigmoid, 2',
      'sigmoid, 20',
      'relu, 2',
      'relu, 20',
    ]);
    const options = { fewImages: 100, manyImages: 60_000, seed: 1 };
    expect(createContestants({ ...options, asWritten: false })).toHaveLength(12);
    const all = createContestants({ ...options, asWritten: true });
    expect(all).toHaveLength(24);
    const ofRelu2 = all.filter(({ name }) => name.startsWith('relu, 2,'));
    expect(ofRelu2.map(({ name }) => name)).toEqual([
      'relu, 2, cross-entropy',
      'relu, 2, squared error',
      'relu, 2, 60000 images',
      'relu, 2, added noise',
      'relu, 2, bounded heads',
      'relu, 2, as written',
    ]);
    const starts = ofRelu2.map(({ vae }) =>
      Array.from((weightsOf(vae)[0] as tf.Tensor).dataSync()),
    );
    for (const start of starts) expect(start).toEqual(starts[0]);
  });
});
