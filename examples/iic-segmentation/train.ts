/**
 * Parts of a scene without labels: invariant information clustering of pixels.
 * `npm run example iic-segmentation` runs it.
 */
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  adam,
  clusteringAccuracy,
  matchClusters,
  type RandomKey,
  randomKey,
  randomPermutation,
  splitKey,
} from 'variate';
import { enableWasmTraining } from 'variate/wasm';
import { parseFlags } from '../support/commandLine';
import { listenForInterrupt } from '../support/interrupt';
import { fitKMeans, nearestCentres } from '../support/kMeans';
import { type LabelledImages, loadMnist } from '../support/mnist';
import { createProgress } from '../support/progress';
import { writeReport } from '../support/report';
import { openRun } from '../support/run';
import { scoped } from '../support/scoped';
import { formatTable, percent } from '../support/table';
import { segmentedScenes } from './figures/segmentedScenes';
import { createSegmenter, PARTS, segment, segmentationLoss } from './model';
import { composeScenes, type Scenes } from './scenes';

const LEARNING_RATE = 1e-3;
/** Scenes that parts are matched on, and as many others that are scored. */
const SCORED = 500;
/** Steps between two lines of the report. */
const STEPS_PER_ROW = 25;

/** Where a run stands: with the weights and the optimizer's moments, all it takes to go on. */
interface Position {
  step: number;
  lossSum: number;
  history: { readonly step: number; readonly loss: number }[];
  trainingSeconds: number;
}

export async function main(args: readonly string[]): Promise<void> {
  const flags = parseFlags(args, {
    command: 'npm run example iic-segmentation',
    purpose: 'Tells a textured digit from its ground at every pixel, without labels.',
    flags: {
      steps: { default: 300, min: 1, help: 'steps of training' },
      batchSize: { default: 24, min: 1, max: 200, help: 'scenes per step' },
      seed: { default: 0, help: 'decides weights, scenes and views' },
      out: { default: join('reports', 'iic-segmentation'), help: 'folder of the results' },
      resume: { default: false, help: 'go on from the checkpoint in that folder' },
    },
  });
  const { steps, batchSize, seed } = flags;
  await tf.setBackend('wasm');
  await enableWasmTraining();

  const mnist = loadMnist();
  const segmenter = createSegmenter(seed);
  const trainable = segmenter.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const optimizer = adam(LEARNING_RATE);
  const run = await openRun<Position>({
    ...flags,
    command: 'npm run example iic-segmentation',
    settings: { batchSize, seed },
    weights: Object.fromEntries(
      segmenter.weights.map((weight) => [weight.originalName, weight.read() as tf.Variable]),
    ),
    optimizer,
    start: { step: 0, lossSum: 0, history: [], trainingSeconds: 0 },
  });
  const { position } = run;
  const [orderKey, stepsKey, fitKey, testKey] = splitKey(randomKey(seed), 4);
  const order = randomPermutation(orderKey, mnist.train.count);
  const stepKeys = splitKey(stepsKey, steps);
  const interrupt = listenForInterrupt();
  const progress = createProgress('training', steps, position.step);
  const earlierSeconds = position.trainingSeconds;
  const startedAt = performance.now();

  while (position.step < steps) {
    position.trainingSeconds = earlierSeconds + (performance.now() - startedAt) / 1000;
    if (interrupt.requested) {
      progress.stop();
      return run.endAt(interrupt);
    }
    const indices = Array.from(
      { length: batchSize },
      (_, row) => order[(position.step * batchSize + row) % order.length] as number,
    );
    const [sceneKey, viewKey] = splitKey(stepKeys[position.step] as RandomKey);
    const loss = tf.tidy(() => {
      const { images } = composeScenes(mnist.train, indices, sceneKey);
      const { value, grads } = tf.variableGrads(
        () => segmentationLoss(segmenter, images, viewKey),
        trainable,
      );
      optimizer.applyGradients(grads);
      return value.dataSync()[0] as number;
    });
    position.step++;
    position.lossSum += loss;
    if (position.step % STEPS_PER_ROW === 0 || position.step === steps) {
      const count = ((position.step - 1) % STEPS_PER_ROW) + 1;
      position.history.push({ step: position.step, loss: position.lossSum / count });
      position.lossSum = 0;
      await run.save();
    }
    progress.update(position.step, `loss ${loss.toFixed(3)}`);
    await interrupt.pause();
  }
  progress.stop();
  interrupt.stop();
  report(flags, segmenter, mnist, position, fitKey, testKey);
}

/** Scores the parts, and pixels clustered by brightness, on scenes of test digits. */
function report(
  { out, seed, steps, batchSize }: { out: string; seed: number; steps: number; batchSize: number },
  segmenter: LayersModel,
  mnist: { readonly train: LabelledImages; readonly test: LabelledImages },
  { history, trainingSeconds }: Position,
  fitKey: RandomKey,
  testKey: RandomKey,
): void {
  const { accuracy, intersectionOverUnion, figure } = scoped(() => {
    const indices = Array.from({ length: SCORED }, (_, index) => index);
    const fit = composeScenes(mnist.train, indices, fitKey);
    const test = composeScenes(mnist.test, indices, testKey);
    const masksOf = ({ masks }: Scenes) => Int32Array.from(masks.dataSync());
    const [fitMasks, testMasks] = [masksOf(fit), masksOf(test)];
    const score = (parts: (scenes: Scenes) => Int32Array) => {
      const mapping = matchClusters(parts(fit), fitMasks, { clusters: PARTS });
      const found = parts(test);
      return {
        accuracy: clusteringAccuracy(found, testMasks, mapping),
        digit: found.map((part) => Number(mapping[part] === 1)),
      };
    };
    const pixelsOf = ({ images }: Scenes) => tf.reshape(images, [-1, 1]) as tf.Tensor2D;
    const centres = fitKMeans(pixelsOf(fit), PARTS, randomKey(seed));
    const ours = score(({ images }) => segment(segmenter, images));
    const both = ours.digit.filter((found, pixel) => found === 1 && testMasks[pixel] === 1).length;
    const either = ours.digit.filter((found, pixel) => found + (testMasks[pixel] ?? 0) > 0).length;
    return {
      accuracy: {
        test: ours.accuracy,
        kMeansBrightness: score((scenes) => nearestCentres(pixelsOf(scenes), centres)).accuracy,
        allGround: testMasks.filter((mask) => mask === 0).length / testMasks.length,
      },
      intersectionOverUnion: both / either,
      figure: segmentedScenes(test, ours.digit),
    };
  });
  const sections = [
    {
      title: 'Training',
      text: formatTable(
        ['step', 'loss, nats'],
        history.map(({ step, loss }) => [step, loss.toFixed(4)]),
      ),
    },
    {
      title: `Right pixels of ${SCORED} scenes of test digits, in %`,
      text: formatTable(
        ['parts', 'accuracy'],
        [
          ['clustered by information', percent(accuracy.test)],
          ['all of it ground', percent(accuracy.allGround)],
          ['k-means on brightness', percent(accuracy.kMeansBrightness)],
        ],
      ),
    },
  ];
  for (const { title, text } of sections) console.log(`\n${title}\n\n${text}`);
  writeReport(out, {
    title: 'Parts of a scene without labels',
    introduction: `Digits of fine noise on ground of smooth noise: ${percent(accuracy.test)} % of the pixels right, without labels.`,
    metrics: {
      protocol: {
        data: 'scenes composed of MNIST digits, textures drawn anew at every visit',
        labels: 'none in training; parts are matched with the masks of scenes of training digits',
        scored: `${SCORED} scenes of test digits`,
        seed,
        steps,
        batchSize,
        optimizer: `Adam, learning rate ${LEARNING_RATE}`,
      },
      accuracy,
      intersectionOverUnion,
      history,
      trainingSeconds,
    },
    sections,
    figures: [figure],
  });
  console.log(
    `\nIntersection over union of the digits: ${percent(intersectionOverUnion)} %. Report: ${join(out, 'index.html')}`,
  );
}
