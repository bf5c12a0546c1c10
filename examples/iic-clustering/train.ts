/**
 * Digits without labels: invariant information clustering on MNIST.
 * `npm run example iic-clustering` runs it.
 */
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import {
  adam,
  confusionMatrix,
  type RandomKey,
  ramp,
  randomKey,
  randomPermutation,
  splitKey,
} from 'variate';
import { enableWasmTraining } from 'variate/wasm';
import { parseFlags } from '../support/commandLine';
import { listenForInterrupt } from '../support/interrupt';
import { firstImages, loadMnist } from '../support/mnist';
import { presetIn } from '../support/preset';
import { createProgress } from '../support/progress';
import { openRun } from '../support/run';
import type { EpochResult, HeadLoss } from './epochResult';
import { clusterAll, scoreHeads } from './evaluate';
import { flagsOf } from './flags';
import { createClusterer, namedWeights } from './model';
import { presets } from './presets';
import { writeStudyReport } from './studyReport';
import { trainStep } from './trainStep';
import { parseTransforms, viewPipeline } from './views';

/** Height and width of a view: the margin of an image is empty. */
const SIDE = 24;
/** Of the steps: from here on the learning rate falls and the entropy weight becomes its final one. */
const DECAY_START = 0.75;
/** Images of either set that are scored after every epoch. */
const SCORED = 10_000;
/** An epoch can take an hour: a checkpoint is written at its end, and whenever so much time has passed. */
const SECONDS_BETWEEN_CHECKPOINTS = 600;

/** Where a run stands: with the weights and the optimizer's moments, all it takes to go on. */
interface Position {
  epoch: number;
  step: number;
  /** Sums over the steps of this epoch, for each head: loss, information, marginal entropy. */
  sums: number[][];
  history: EpochResult[];
  trainingSeconds: number;
}

export async function main(args: readonly string[]): Promise<void> {
  if (args[0] === 'table') return (await import('./table')).main(args.slice(1));
  const { name, recipe } = presetIn(args, presets, 'quick');
  const flags = parseFlags(args, {
    command: 'npm run example iic-clustering',
    purpose: 'Finds the digits of MNIST without labels, by invariant information clustering.',
    flags: flagsOf(name, recipe),
  });
  const { preset, out, resume, ...settings } = flags;
  const pipeline = viewPipeline(parseTransforms(flags.transforms), SIDE);
  await tf.setBackend('wasm');
  await enableWasmTraining();

  const mnist = loadMnist();
  const train = firstImages(mnist.train, flags.trainSize);
  const clusterer = createClusterer({ ...flags, side: SIDE }, flags.seed);
  const optimizer = adam(flags.learningRate);
  const noSums = () => clusterer.headSizes.map(() => [0, 0, 0]);
  const run = await openRun<Position>({
    out,
    resume,
    command: 'npm run example iic-clustering',
    settings,
    weights: namedWeights(clusterer),
    optimizer,
    start: { epoch: 0, step: 0, sums: noSums(), history: [], trainingSeconds: 0 },
  });
  const { position } = run;

  const stepsPerEpoch = Math.floor(train.count / flags.batchSize);
  const steps = flags.epochs * stepsPerEpoch;
  const decay = { start: DECAY_START * steps, end: steps } as const;
  const epochKeys = splitKey(randomKey(flags.seed), flags.epochs);
  const interrupt = listenForInterrupt();
  const stepsDone = () => position.epoch * stepsPerEpoch + position.step;
  const progress = createProgress('training', steps, stepsDone());
  const earlierSeconds = position.trainingSeconds;
  const startedAt = performance.now();
  let savedAt = startedAt;
  const scoredTrain = firstImages(train, SCORED);
  const scoredTest = firstImages(mnist.test, SCORED);

  while (position.epoch < flags.epochs) {
    const [orderKey, stepsKey] = splitKey(epochKeys[position.epoch] as RandomKey);
    const stepKeys = splitKey(stepsKey, stepsPerEpoch);
    const order = randomPermutation(orderKey, train.count);
    let joints: number[][] = [];

    for (; position.step < stepsPerEpoch; position.step++) {
      position.trainingSeconds = earlierSeconds + (performance.now() - startedAt) / 1000;
      if (interrupt.requested) {
        progress.stop();
        return run.endAt(interrupt);
      }
      if (performance.now() - savedAt > 1000 * SECONDS_BETWEEN_CHECKPOINTS) {
        await run.save();
        savedAt = performance.now();
      }
      optimizer.learningRate = ramp(stepsDone(), {
        ...decay,
        from: flags.learningRate,
        to: 0.02 * flags.learningRate,
        shape: 'cosine',
      });
      const entropyWeight = ramp(stepsDone(), {
        ...decay,
        from: flags.entropyWeight,
        to: flags.finalEntropyWeight,
      });
      const first = position.step * flags.batchSize;
      const batch = order.subarray(first, first + flags.batchSize);
      const key = stepKeys[position.step] as RandomKey;
      const result = trainStep(clusterer, optimizer, train, batch, key, pipeline, entropyWeight);
      joints = result.joints;
      result.heads.forEach((terms, head) => {
        position.sums[head] = terms.map((term, i) => term + (position.sums[head]?.[i] as number));
      });
      const informations = result.heads.map(([, information]) => information?.toFixed(2));
      progress.update(
        stepsDone() + 1,
        `epoch ${position.epoch + 1} | nats ${informations.join(' ')}`,
      );
      await interrupt.pause();
    }

    const heads = position.sums.map((sums) => {
      const [loss, information, marginalEntropy] = sums.map((sum) => sum / stepsPerEpoch);
      return { loss, information, marginalEntropy } as HeadLoss;
    });
    position.epoch++;
    position.step = 0;
    position.sums = noSums();
    const losses = heads.slice(0, flags.heads).map(({ loss }) => loss);
    const best = losses.indexOf(Math.min(...losses));
    const testClusters = clusterAll(clusterer, scoredTest, SIDE);
    const trainClusters = clusterAll(clusterer, scoredTrain, SIDE);
    const accuracy = scoreHeads(
      clusterer.headSizes,
      { clusters: trainClusters, labels: scoredTrain.labels },
      { clusters: testClusters, labels: scoredTest.labels },
    );
    const confusion = confusionMatrix(scoredTest.labels, testClusters[best] as Int32Array, {
      classes: 10,
      clusters: 10,
    });
    position.history.push({
      epoch: position.epoch,
      heads,
      best,
      accuracy,
      joint: joints[best] as number[],
      confusion: confusion.flatMap((row) => [...row]),
    });
    await run.save();
    savedAt = performance.now();
  }
  progress.stop();
  interrupt.stop();

  writeStudyReport({
    settings: { ...settings, preset, out },
    clusterer,
    side: SIDE,
    train,
    test: mnist.test,
    history: position.history,
    trainingSeconds: position.trainingSeconds,
  });
}
