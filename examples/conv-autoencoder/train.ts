/**
 * What dimensionality reduction sees of MNIST: a convolutional autoencoder with two, and one with
 * three latent dimensions, beside principal components. `npm run example conv-autoencoder` runs it.
 */
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { adam, type RandomKey, randomKey, randomPermutation, splitKey } from 'variate';
import { enableWasmTraining } from 'variate/wasm';
import { parseFlags } from '../support/commandLine';
import { type Interrupt, listenForInterrupt } from '../support/interrupt';
import { firstImages, type LabelledImages, loadMnist } from '../support/mnist';
import { presetIn } from '../support/preset';
import { createProgress } from '../support/progress';
import { openRun, type Run } from '../support/run';
import { type Autoencoder, createAutoencoder, namedWeights } from './model';
import { imagesOf, testError } from './study';
import { writeStudyReport } from './studyReport';
import { trainStep } from './trainStep';

/** The sizes of the latent that are compared. */
const LATENT_DIMS = [2, 3] as const;
const LEARNING_RATE = 1e-2;
const WEIGHT_DECAY = 1e-5;

/** Passes over the training images. */
const presets: Readonly<Record<string, number>> = { quick: 3, default: 5, full: 10 };

/** Mean squared errors per pixel, pixels in [-1, 1]. */
export interface EpochError {
  readonly epoch: number;
  /** Over the batches of the epoch, each before its step. */
  readonly train: number;
  /** Over all test images after the epoch. */
  readonly test: number;
}

/** Where the training of one autoencoder stands. */
interface Position {
  epoch: number;
  step: number;
  errorSum: number;
  history: EpochError[];
  trainingSeconds: number;
}

/** An autoencoder with what it takes to train it. */
interface Training {
  readonly model: Autoencoder;
  readonly optimizer: tf.Optimizer;
  readonly run: Run<Position>;
}

export async function main(args: readonly string[]): Promise<void> {
  const { name, recipe: epochs } = presetIn(args, presets, 'default');
  const command = 'npm run example conv-autoencoder';
  const flags = parseFlags(args, {
    command,
    purpose: 'Trains convolutional autoencoders with 2 and 3 latents on MNIST, beside PCA.',
    flags: {
      preset: { default: name, oneOf: Object.keys(presets), help: 'sets the number of epochs' },
      epochs: { default: epochs, min: 1, help: 'passes over the training images' },
      trainSize: { default: 60_000, min: 1000, max: 60_000, help: 'training images to use' },
      testSize: { default: 10_000, min: 100, max: 10_000, help: 'test images to use' },
      rollSteps: { default: 2000, min: 1, help: 'steps of the autoencoder of the swiss roll' },
      batchSize: { default: 100, min: 10, max: 1000, help: 'images per step' },
      seed: { default: 1, help: 'decides weights and order' },
      out: { default: join('reports', 'conv-autoencoder'), help: 'folder of the results' },
      resume: { default: false, help: 'go on from the checkpoints in that folder' },
    },
  });
  await tf.setBackend('wasm');
  await enableWasmTraining();

  const mnist = loadMnist();
  const train = firstImages(mnist.train, flags.trainSize);
  const test = firstImages(mnist.test, flags.testSize);
  const { trainSize, testSize, batchSize, seed } = flags;
  const trainings: Training[] = [];
  for (const latentDims of LATENT_DIMS) {
    const model = createAutoencoder({ latentDims, seed });
    const optimizer = adam(LEARNING_RATE);
    const run = await openRun<Position>({
      out: join(flags.out, `latent-${latentDims}`),
      resume: flags.resume,
      command,
      settings: { trainSize, testSize, batchSize, seed },
      weights: namedWeights(model),
      optimizer,
      start: { epoch: 0, step: 0, errorSum: 0, history: [], trainingSeconds: 0 },
    });
    trainings.push({ model, optimizer, run });
  }

  const interrupt = listenForInterrupt();
  for (const training of trainings) {
    const finished = await trainToTheEnd(training, train, test, flags, interrupt);
    if (finished) continue;
    return training.run.endAt(interrupt);
  }
  interrupt.stop();

  writeStudyReport({
    ...flags,
    train,
    test,
    learningRate: LEARNING_RATE,
    weightDecay: WEIGHT_DECAY,
    autoencoders: trainings.map(({ model, run }) => ({ model, ...run.position })),
  });
}

/** Trains until the last epoch, or until Ctrl-C; returns whether it was the former. */
async function trainToTheEnd(
  { model, optimizer, run }: Training,
  train: LabelledImages,
  test: LabelledImages,
  { epochs, batchSize, seed }: { epochs: number; batchSize: number; seed: number },
  interrupt: Interrupt,
): Promise<boolean> {
  const { position } = run;
  if (position.epoch >= epochs) return true;
  const stepsPerEpoch = Math.floor(train.count / batchSize);
  const orderKeys = splitKey(randomKey(seed), epochs);
  const progress = createProgress(
    `latent ${model.latentDims}`,
    epochs * stepsPerEpoch,
    position.epoch * stepsPerEpoch + position.step,
  );
  const earlierSeconds = position.trainingSeconds;
  const startedAt = performance.now();
  while (position.epoch < epochs) {
    const order = randomPermutation(orderKeys[position.epoch] as RandomKey, train.count);
    for (; position.step < stepsPerEpoch; position.step++) {
      position.trainingSeconds = earlierSeconds + (performance.now() - startedAt) / 1000;
      if (interrupt.requested) {
        progress.stop();
        return false;
      }
      const batch = order.subarray(position.step * batchSize, (position.step + 1) * batchSize);
      const images = imagesOf(train, batch);
      const error = trainStep(model, optimizer, images, WEIGHT_DECAY);
      images.dispose();
      position.errorSum += error;
      progress.update(
        position.epoch * stepsPerEpoch + position.step + 1,
        `epoch ${position.epoch + 1} | error ${error.toFixed(4)}`,
      );
      await interrupt.pause();
    }
    position.history.push({
      epoch: position.epoch + 1,
      train: position.errorSum / stepsPerEpoch,
      test: testError(model, test),
    });
    position.epoch++;
    position.step = 0;
    position.errorSum = 0;
    await run.save();
  }
  progress.stop();
  return true;
}
