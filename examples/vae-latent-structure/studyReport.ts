import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { version_core as tfjsVersion } from '@tensorflow/tfjs-core';
import type { LabelledImages } from '../support/mnist';
import { writeReport } from '../support/report';
import { formatTable, percent } from '../support/table';
import {
  confusionMatrix,
  latentDimensions,
  latentPlane,
  lossCurves,
  misclassified,
  reconstructions,
} from './figures';
import type { Vae } from './model';
import {
  ACTIVE_VARIANCE,
  classifyBaselines,
  classifyLatents,
  describeDimensions,
  float32Determinant,
  LOW_RANK,
  RAW_PIXEL_REGULARIZATION,
} from './study';
import type { EpochLoss } from './train';

/** A finished training, and the flags it was run with. */
export interface FinishedRun {
  readonly vae: Vae;
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  readonly hiddenUnits: readonly number[];
  readonly learningRate: number;
  readonly history: readonly EpochLoss[];
  readonly trainingSeconds: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly seed: number;
  readonly out: string;
}

type LatentResults = ReturnType<typeof classifyLatents>;

/** The article's table: right answers per digit for each rule on the latent means. */
function perDigitResults(latents: LatentResults, labels: Uint8Array) {
  const rules = ['nearestCentroid', 'cosine', 'gaussianWithoutLogDet', 'gaussian'] as const;
  return Array.from({ length: 10 }, (_, digit) => {
    const indices = [...labels.keys()].filter((index) => labels[index] === digit);
    const rightBy = (...names: (typeof rules)[number][]): number =>
      indices.filter((index) => names.some((name) => latents[name].predicted[index] === digit))
        .length / indices.length;
    return {
      digit,
      count: indices.length,
      nearestCentroid: rightBy('nearestCentroid'),
      cosine: rightBy('cosine'),
      either: rightBy('nearestCentroid', 'cosine'),
      gaussianWithoutLogDet: rightBy('gaussianWithoutLogDet'),
      gaussian: rightBy('gaussian'),
    };
  });
}

/** Why leaving the log-determinant out can seem to help: its float32 route returns nonsense. */
function explainLogDeterminants(latents: LatentResults) {
  const rows = latents.diagnostics.map(({ label, logDeterminant }) => {
    return { digit: label, logDeterminant, float32Determinant: float32Determinant(logDeterminant) };
  });
  const lost = rows.filter(({ float32Determinant: det }) => !(det > 1.2e-38 && det < 3.4e38));
  const values = rows.map((row) => row.logDeterminant);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const table = formatTable(
    ['digit', 'log-determinant', 'float32 det', 'log of float32 det'],
    rows.map(({ digit, logDeterminant, float32Determinant }) => [
      digit,
      logDeterminant.toFixed(2),
      float32Determinant.toExponential(2),
      Math.log(float32Determinant).toFixed(2),
    ]),
  );
  const spread = (high - low).toFixed(1);
  const text =
    `The determinants of the ten covariances lie between e^${low.toFixed(1)} and e^${high.toFixed(1)}. ` +
    (lost.length > 0
      ? `float32 holds no normal number below 1.2e-38 = e^-87.3: for ${lost.length} of 10 digits a float32 det is zero or ` +
        'denormal. Where it is zero its logarithm is minus infinity, and the digit beats all others on every image: ' +
        `with float32 determinants the rule is right for ${percent(latents.gaussianFloat32Det.accuracy)} %. `
      : 'At this stage of training float32 still holds them all. ') +
    `Taken from the Cholesky factor in float64 they differ by up to ${spread} nats between digits, ` +
    'which is what the rule without them ignores: it favours digits of wide spread.';
  return { rows, text: `${table}\n\n${text}` };
}

/** Runs the study on a trained model, prints its tables and writes its report. */
export function writeStudyReport(run: FinishedRun): void {
  const { vae, train, test, history, out } = run;
  const startedAt = performance.now();
  console.log('\nClassifying latent means, principal components and raw pixels …');
  const dimensions = describeDimensions(vae, train);
  const latents = classifyLatents(vae, train, test);
  const baselines = classifyBaselines(train, test);
  const perDigit = perDigitResults(latents, test.labels);
  const logDeterminants = explainLogDeterminants(latents);

  const last = history.at(-1);
  const activeUnits = dimensions.filter(({ active }) => active).length;
  const either =
    perDigit.reduce((sum, row) => sum + row.either * row.count, 0) / test.labels.length;
  const accuracy = {
    nearestCentroid: latents.nearestCentroid.accuracy,
    cosine: latents.cosine.accuracy,
    either,
    gaussianWithoutLogDet: latents.gaussianWithoutLogDet.accuracy,
    gaussian: latents.gaussian.accuracy,
    gaussianPca30: baselines.gaussianPca30.accuracy,
    gaussianPca50: baselines.gaussianPca50.accuracy,
    gaussianRawPixels: baselines.gaussianRawPixels.accuracy,
    lowRankRawPixels: baselines.lowRankRawPixels.accuracy,
  };

  const digitColumns = [
    'nearestCentroid',
    'cosine',
    'either',
    'gaussianWithoutLogDet',
    'gaussian',
  ] as const;
  const sections = [
    {
      title: 'Training',
      text: formatTable(
        ['epoch', 'train nll', 'train kl', 'test nll', 'test kl', 'test -elbo'],
        history.map(({ epoch, trainNll, trainKl, testNll, testKl }) => [
          epoch,
          ...[trainNll, trainKl, testNll, testKl, testNll + testKl].map((x) => x.toFixed(2)),
        ]),
      ),
    },
    {
      title: `Right answers on the latent means of ${test.count} test images, in %`,
      text: formatTable(
        [
          'digit',
          'images',
          'nearest1 (distance)',
          'nearest2 (angle)',
          'either',
          'Gaussian, no log det',
          'Gaussian',
        ],
        [
          ...perDigit.map((row) => [
            row.digit,
            row.count,
            ...digitColumns.map((name) => percent(row[name])),
          ]),
          ['all', test.count, ...digitColumns.map((name) => percent(accuracy[name]))],
        ],
      ),
    },
    {
      title: 'The same Gaussian rule elsewhere, in %',
      text: formatTable(
        ['features', 'accuracy'],
        [
          [
            `VAE latent means, ${vae.latentDims} (${activeUnits} active)`,
            percent(accuracy.gaussian),
          ],
          ['PCA, 30', percent(accuracy.gaussianPca30)],
          ['PCA, 50', percent(accuracy.gaussianPca50)],
          [
            `raw pixels, 784, regularization ${RAW_PIXEL_REGULARIZATION}`,
            percent(accuracy.gaussianRawPixels),
          ],
          [`raw pixels, 784, rank ${LOW_RANK} + noise`, percent(accuracy.lowRankRawPixels)],
        ],
      ),
    },
    { title: 'Why the log-determinant seemed to hurt', text: logDeterminants.text },
  ];
  for (const { title, text } of sections) console.log(`\n${title}\n\n${text}`);

  const figures = [
    ...lossCurves(history),
    reconstructions(vae, test),
    latentPlane(vae, train, test),
    latentDimensions(dimensions),
    confusionMatrix(test.labels, latents.gaussian.predicted),
    misclassified(vae, train, test, latents.gaussian.predicted),
  ];
  const elapsedSeconds = run.trainingSeconds + (performance.now() - startedAt) / 1000;
  const metrics = {
    protocol: {
      data: 'MNIST, training images and the 10,000 test images of the original split',
      trainSize: train.count,
      testSize: test.count,
      labels: 'none in training the VAE; all training labels for the classifiers',
      model: `${[784, ...run.hiddenUnits, vae.latentDims].join('-')}, ReLU, Bernoulli likelihood`,
      optimizer: `Adam, learning rate ${run.learningRate}`,
      epochs: history.length,
      batchSize: run.batchSize,
      seed: run.seed,
      binarization: 'each pixel drawn anew at every visit, with its grey value as probability',
      testBound:
        'one binarization and one latent sample per test image; testNll is the reconstruction term',
      features: 'latent means of the grey images',
      classifiers:
        'fitted on the training images, scored on the test images, nothing selected on these',
      activeUnits: `variance of the mean over the training images above ${ACTIVE_VARIANCE}`,
      regularization: RAW_PIXEL_REGULARIZATION,
      lowRank: LOW_RANK,
    },
    testNll: last?.testNll,
    testKl: last?.testKl,
    activeUnits,
    accuracy,
    perDigit,
    history,
    latentDimensions: dimensions,
    logDeterminants: {
      perDigit: logDeterminants.rows,
      accuracyWithFloat32Det: latents.gaussianFloat32Det.accuracy,
    },
    elapsedSeconds,
    machine: {
      cpu: cpus()[0]?.model,
      cores: availableParallelism(),
      node: process.version,
      tfjs: tfjsVersion,
    },
  };
  writeReport(out, {
    title: 'The structure of a VAE’s latent space on MNIST',
    introduction:
      `A variational autoencoder with ${vae.latentDims} latent dimensions, trained for ${history.length} epochs on ` +
      `${train.count} images; ${activeUnits} of its dimensions are active.`,
    metrics,
    sections,
    figures,
  });
  console.log(
    `\n${activeUnits} of ${vae.latentDims} latent dimensions are active. ` +
      `Done in ${elapsedSeconds.toFixed(0)} s. Report: ${join(out, 'index.html')}`,
  );
}
