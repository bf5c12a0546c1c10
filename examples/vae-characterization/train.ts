/**
 * A VAE under the microscope: activation and latent size on a hundred digits, and what a wrong
 * posterior costs. `npm run example vae-characterization` runs it.
 */
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { adam, type RandomKey, randomKey, randomPermutation, splitKey } from 'variate';
import { enableWasmTraining } from 'variate/wasm';
import { parseFlags } from '../support/commandLine';
import { listenForInterrupt } from '../support/interrupt';
import { firstImages, imageTensor, loadMnist } from '../support/mnist';
import { createProgress } from '../support/progress';
import { openRun } from '../support/run';
import { type Contestant, createContestants } from './contestants';
import { evaluateTerms, type Terms, trainingLoss, weightsOf } from './model';
import { writeStudyReport } from './studyReport';

const FEW_IMAGES = 100;
const BATCH_SIZE = 100;
const LEARNING_RATE = 1e-3;
/** Iterations between two looks at the training and the test images. */
const LOOK_EVERY = 50;

/** What is known of a contestant after some iterations. */
export interface Look {
  readonly iteration: number;
  readonly contestant: string;
  readonly train: Terms;
  readonly test: Terms;
}

/** Where the run stands: with the weights and the optimizer's moments, all it takes to go on. */
interface Position {
  iteration: number;
  looks: Look[];
  trainingSeconds: number;
}

export async function main(args: readonly string[]): Promise<void> {
  const command = 'npm run example vae-characterization';
  const flags = parseFlags(args, {
    command,
    purpose: 'Trains VAEs of two activations and two latent sizes on a hundred digits.',
    flags: {
      iterations: { default: 2000, min: 1, help: 'steps of each model' },
      manyImages: {
        default: 60_000,
        min: BATCH_SIZE,
        max: 60_000,
        help: 'training images of the models that are not to over-fit',
      },
      asWritten: { default: false, help: 'also the report’s model and each of its mistakes alone' },
      saveEvery: { default: 500, min: 1, help: 'steps between two checkpoints' },
      seed: { default: 1, help: 'decides weights, order and noise' },
      out: { default: join('reports', 'vae-characterization'), help: 'folder of the results' },
      resume: { default: false, help: 'go on from the checkpoint in that folder' },
    },
  });
  await tf.setBackend('wasm');
  await enableWasmTraining();

  const mnist = loadMnist();
  const { iterations, manyImages, asWritten, seed } = flags;
  const contestants = createContestants({ fewImages: FEW_IMAGES, manyImages, asWritten, seed });
  const optimizer = adam(LEARNING_RATE);
  const run = await openRun<Position>({
    ...flags,
    command,
    settings: { manyImages, asWritten, seed },
    weights: Object.fromEntries(
      contestants.flatMap(({ name, vae }) =>
        weightsOf(vae).map((weight, index) => [`${name}/${index}`, weight]),
      ),
    ),
    optimizer,
    start: { iteration: 0, looks: [], trainingSeconds: 0 },
  });
  const { position } = run;

  const few = imageTensor(firstImages(mnist.train, FEW_IMAGES));
  const fewTest = imageTensor(firstImages(mnist.test, FEW_IMAGES));
  const [noiseKey, orderKey, lookKey] = splitKey(randomKey(seed), 3);
  const noiseKeys = splitKey(noiseKey, Math.max(iterations, position.iteration));
  const batches = batchesOf(manyImages, orderKey);
  const look = (): void => {
    for (const { name, vae } of contestants) {
      position.looks.push({
        iteration: position.iteration,
        contestant: name,
        train: evaluateTerms(vae, few, lookKey),
        test: evaluateTerms(vae, fewTest, lookKey),
      });
    }
  };

  const interrupt = listenForInterrupt();
  const progress = createProgress('training', iterations, position.iteration);
  const earlierSeconds = position.trainingSeconds;
  const startedAt = performance.now();
  if (position.iteration === 0) look();
  while (position.iteration < iterations) {
    position.trainingSeconds = earlierSeconds + (performance.now() - startedAt) / 1000;
    if (interrupt.requested) {
      progress.stop();
      return run.endAt(interrupt);
    }
    const drawn = imageTensor(mnist.train, batches(position.iteration));
    const key = noiseKeys[position.iteration] as RandomKey;
    trainStep(contestants, optimizer, few, drawn, key);
    drawn.dispose();
    position.iteration++;
    if (position.iteration % LOOK_EVERY === 0 || position.iteration === iterations) look();
    if (position.iteration % flags.saveEvery === 0) await run.save();
    const last = position.looks.at(-1);
    progress.update(
      position.iteration,
      `${contestants.length} models | ${last?.contestant}: test ${last?.test.crossEntropy.toFixed(1)}`,
    );
    await interrupt.pause();
  }
  await run.save();
  progress.stop();
  interrupt.stop();

  writeStudyReport({
    ...flags,
    contestants,
    looks: position.looks,
    trainingSeconds: position.trainingSeconds,
    fewImages: FEW_IMAGES,
    batchSize: BATCH_SIZE,
    learningRate: LEARNING_RATE,
    train: mnist.train,
    test: mnist.test,
  });
}

/** The images of each step on many images: a new order each time that all have been seen. */
function batchesOf(count: number, key: RandomKey): (iteration: number) => Int32Array {
  const perEpoch = Math.floor(count / BATCH_SIZE);
  let epoch = -1;
  let order: Int32Array = new Int32Array(0);
  let epochKey = key;
  return (iteration) => {
    // Keys of the orders are a chain, because how many there are depends on the iterations.
    for (; epoch < Math.floor(iteration / perEpoch); epoch++) {
      const [next, own] = splitKey(epochKey, 2);
      epochKey = next;
      order = randomPermutation(own, count);
    }
    const start = (iteration % perEpoch) * BATCH_SIZE;
    return order.subarray(start, start + BATCH_SIZE);
  };
}

/** One step of Adam for every contestant; the noise of a step is the same for all. */
function trainStep(
  contestants: readonly Contestant[],
  optimizer: tf.Optimizer,
  few: tf.Tensor2D,
  drawn: tf.Tensor2D,
  key: RandomKey,
): void {
  tf.tidy(() => {
    const gradients = contestants.map(({ vae, trainSize }) => {
      const images = trainSize === FEW_IMAGES ? few : drawn;
      return tf.variableGrads(() => trainingLoss(vae, images, key), weightsOf(vae)).grads;
    });
    optimizer.applyGradients(Object.assign({}, ...gradients) as tf.NamedTensorMap);
  });
}
