/**
 * The structure of a VAE's latent space on MNIST: trains a VAE with 30 latent dimensions, then asks
 * what its latent means know of the digits. `npm start` runs it.
 */
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import {
  adam,
  type RandomKey,
  randomKey,
  randomPermutation,
  randomUniform,
  splitKey,
} from 'variate';
import { enableWasmTraining } from 'variate/wasm';
import { parseFlags } from '../support/commandLine';
import { listenForInterrupt } from '../support/interrupt';
import { firstImages, imageTensor, type LabelledImages, loadMnist, PIXELS } from '../support/mnist';
import { createProgress } from '../support/progress';
import { openRun } from '../support/run';
import { createVae, namedWeights, negativeElbo, type Vae } from './model';
import { writeStudyReport } from './studyReport';

const HIDDEN_UNITS = [500, 500];
const LATENT_DIMS = 30;
const LEARNING_RATE = 1e-3;

/** Means over the images of one epoch, in nats per image. */
export interface EpochLoss {
  readonly epoch: number;
  readonly trainNll: number;
  readonly trainKl: number;
  readonly testNll: number;
  readonly testKl: number;
}

/** Where a run stands: with the weights and the optimizer's moments, all it takes to go on. */
interface Position {
  epoch: number;
  step: number;
  nllSum: number;
  klSum: number;
  history: EpochLoss[];
  trainingSeconds: number;
}

export async function main(args: readonly string[]): Promise<void> {
  const flags = parseFlags(args, {
    command: 'npm start',
    purpose: 'Trains a VAE on MNIST and studies the structure of its latent space.',
    flags: {
      epochs: { default: 5, min: 1, help: 'passes over the training images' },
      trainSize: { default: 60_000, min: 1000, max: 60_000, help: 'training images to use' },
      batchSize: { default: 100, min: 1, max: 1000, help: 'images per step' },
      seed: { default: 1, help: 'decides weights, order, binarization and noise' },
      out: { default: join('reports', 'vae-latent-structure'), help: 'folder of the results' },
      resume: { default: false, help: 'go on from the checkpoint in that folder' },
    },
  });
  await tf.setBackend('wasm');
  await enableWasmTraining();

  const mnist = loadMnist();
  const train = firstImages(mnist.train, flags.trainSize);
  const vae = createVae({
    pixels: PIXELS,
    hiddenUnits: HIDDEN_UNITS,
    latentDims: LATENT_DIMS,
    seed: flags.seed,
  });
  const weights = namedWeights(vae);
  const optimizer = adam(LEARNING_RATE);
  const { trainSize, batchSize, seed } = flags;
  const run = await openRun<Position>({
    ...flags,
    command: 'npm start',
    settings: { trainSize, batchSize, seed },
    weights,
    optimizer,
    start: { epoch: 0, step: 0, nllSum: 0, klSum: 0, history: [], trainingSeconds: 0 },
  });
  const { position } = run;

  const stepsPerEpoch = Math.floor(train.count / batchSize);
  const epochKeys = splitKey(randomKey(seed), Math.max(flags.epochs, position.epoch));
  const interrupt = listenForInterrupt();
  const progress = createProgress(
    'training',
    flags.epochs * stepsPerEpoch,
    position.epoch * stepsPerEpoch + position.step,
  );
  const earlierSeconds = position.trainingSeconds;
  const startedAt = performance.now();

  while (position.epoch < flags.epochs) {
    const [orderKey, testKey, stepsKey] = splitKey(epochKeys[position.epoch] as RandomKey, 3);
    const stepKeys = splitKey(stepsKey, stepsPerEpoch);
    const order = randomPermutation(orderKey, train.count);

    for (; position.step < stepsPerEpoch; position.step++) {
      position.trainingSeconds = earlierSeconds + (performance.now() - startedAt) / 1000;
      if (interrupt.requested) {
        progress.stop();
        return run.endAt(interrupt);
      }
      const batch = order.subarray(position.step * batchSize, (position.step + 1) * batchSize);
      const loss = trainStep(
        vae,
        weights,
        optimizer,
        train,
        batch,
        stepKeys[position.step] as RandomKey,
      );
      position.nllSum += loss.nll;
      position.klSum += loss.kl;
      progress.update(
        position.epoch * stepsPerEpoch + position.step + 1,
        `epoch ${position.epoch + 1} | nll ${loss.nll.toFixed(1)} | kl ${loss.kl.toFixed(1)}`,
      );
      await interrupt.pause();
    }

    const test = evaluate(vae, mnist.test, testKey);
    position.history.push({
      epoch: position.epoch + 1,
      trainNll: position.nllSum / stepsPerEpoch,
      trainKl: position.klSum / stepsPerEpoch,
      testNll: test.nll,
      testKl: test.kl,
    });
    position.epoch++;
    position.step = 0;
    position.nllSum = 0;
    position.klSum = 0;
    await run.save();
  }
  progress.stop();
  interrupt.stop();

  writeStudyReport({
    ...flags,
    vae,
    train,
    test: mnist.test,
    hiddenUnits: HIDDEN_UNITS,
    learningRate: LEARNING_RATE,
    history: position.history,
    trainingSeconds: position.trainingSeconds,
  });
}

/** Draws each pixel as 1 with the probability that its grey value says. */
function binarize(images: tf.Tensor2D, key: RandomKey): tf.Tensor2D {
  return tf.cast(tf.less(randomUniform(key, images.shape), images), 'float32');
}

/** One step of Adam on the mean of -ELBO; returns its two terms, in nats per image. */
function trainStep(
  vae: Vae,
  weights: Readonly<Record<string, tf.Variable>>,
  optimizer: tf.Optimizer,
  images: LabelledImages,
  batch: ArrayLike<number>,
  key: RandomKey,
): { nll: number; kl: number } {
  return tf.tidy(() => {
    const [binarizationKey, noiseKey] = splitKey(key);
    const binary = binarize(imageTensor(images, batch), binarizationKey);
    const terms = { nll: Number.NaN, kl: Number.NaN };
    const { grads } = tf.variableGrads(() => {
      const { nll, kl } = negativeElbo(vae, binary, noiseKey);
      terms.nll = tf.mean(nll).dataSync()[0] as number;
      terms.kl = tf.mean(kl).dataSync()[0] as number;
      return tf.mean(tf.add(nll, kl)) as tf.Scalar;
    }, Object.values(weights));
    optimizer.applyGradients(grads);
    return terms;
  });
}

/** The two terms of -ELBO over all images of a set, binarized and sampled once. */
function evaluate(vae: Vae, images: LabelledImages, key: RandomKey): { nll: number; kl: number } {
  const chunk = 1000;
  const keys = splitKey(key, Math.ceil(images.count / chunk));
  const sums = { nll: 0, kl: 0 };
  keys.forEach((chunkKey, index) => {
    tf.tidy(() => {
      const [binarizationKey, noiseKey] = splitKey(chunkKey);
      const length = Math.min(chunk, images.count - index * chunk);
      const indices = Array.from({ length }, (_, offset) => index * chunk + offset);
      const binary = binarize(imageTensor(images, indices), binarizationKey);
      const { nll, kl } = negativeElbo(vae, binary, noiseKey);
      sums.nll += tf.sum(nll).dataSync()[0] as number;
      sums.kl += tf.sum(kl).dataSync()[0] as number;
    });
  });
  return { nll: sums.nll / images.count, kl: sums.kl / images.count };
}
