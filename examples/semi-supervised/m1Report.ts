/** The report of M1: what it learnt, and what a classifier makes of its latents. */
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { activeUnits, randomKey } from 'variate';
import { machine } from '../support/machine';
import { writeReport } from '../support/report';
import { mean, standardDeviation } from '../support/statistics';
import { formatTable, percent } from '../support/table';
import { curves } from './figures/curves';
import { latentPlane, manifold } from './figures/latentPlane';
import { priorSamples, reconstructions } from './figures/m1Images';
import { classifyLatents, type LatentSet } from './latentClassifiers';
import type { TrainedM1 } from './trainM1';

const LABEL_COUNTS = [100, 600, 1000, 3000];
const LABEL_SEEDS = [1, 2, 3, 4, 5];

/** The rows of the table, and the results they are made of. */
function classify(sets: Readonly<Record<'train' | 'validation' | 'test', LatentSet>>) {
  const counts = LABEL_COUNTS.filter((count) => count <= sets.train.labels.length / 5);
  const results = counts.flatMap((labels) =>
    LABEL_SEEDS.map((seed) => ({ labels, seed, ...classifyLatents(sets, { labels, seed }) })),
  );
  const cell = (labels: number, name: 'gaussian' | 'softmax', set: 'validation' | 'test') => {
    const own = results.filter((result) => result.labels === labels);
    const values = own.map((result) => result[name].accuracy[set]);
    return `${percent(mean(values))} ± ${percent(standardDeviation(values))}`;
  };
  const table = formatTable(
    ['labels', 'Gaussian, validation', 'Gaussian, test', 'softmax, validation', 'softmax, test'],
    counts.map((labels) => [
      labels,
      ...(['gaussian', 'softmax'] as const).flatMap((name) => [
        cell(labels, name, 'validation'),
        cell(labels, name, 'test'),
      ]),
    ]),
  );
  return { results, table };
}

/** Writes the report of a trained M1, prints its tables. */
export function writeM1Report(
  { m1, settings, position }: TrainedM1,
  sets: Readonly<Record<'train' | 'validation' | 'test', LatentSet>>,
  validationImages: tf.Tensor2D,
  out: string,
): void {
  const { history, trainingSeconds } = position;
  const { active } = activeUnits(sets.train.means);
  const activeCount = tf.sum(active).dataSync()[0] as number;
  console.log('\nFitting classifiers on latents …');
  const { results, table } = classify(sets);
  const last = history.at(-1);
  const sections = [
    {
      title: 'M1 + classifier: right answers in %, mean ± standard deviation over 5 label seeds',
      text: table,
    },
  ];
  for (const { title, text } of sections) console.log(`\n${title}\n\n${text}`);

  const figures = [
    curves(history, {
      name: 'reconstruction-curve',
      caption: 'Reconstruction term, mean over the visits of an epoch and after it.',
      unit: 'nats per image',
      series: { training: 'nll', validation: 'validationNll' },
    }),
    curves(history, {
      name: 'kl-curve',
      caption: 'KL divergence, mean over the visits of an epoch and after it.',
      unit: 'nats per image',
      series: { training: 'kl', validation: 'validationKl' },
    }),
    reconstructions(m1, tf.slice(validationImages, 0, 12)),
    priorSamples(m1, randomKey(settings.seed)),
    ...(m1.latentDims === 2
      ? [latentPlane(sets.validation.means, sets.validation.labels), manifold(m1)]
      : []),
  ];
  const metrics = {
    protocol: {
      data: 'MNIST: the first 50,000 training images to train, the last 10,000 to select, the test images once',
      trainSize: sets.train.labels.length,
      validationSize: sets.validation.labels.length,
      testSize: sets.test.labels.length,
      classifiers:
        'fitted on the standardized latent means of grey images, a balanced subset of which has labels; covariance and weight decay chosen on the validation images',
      settings,
    },
    activeUnits: activeCount,
    latentDims: m1.latentDims,
    validationNll: last?.['validationNll'],
    validationKl: last?.['validationKl'],
    classifiers: results,
    history,
    trainingSeconds,
    secondsPerEpoch: trainingSeconds / history.length,
    machine: machine(),
  };
  writeReport(out, {
    title: 'M1: a variational autoencoder on MNIST',
    introduction: `${m1.latentDims} latent dimensions, ${activeCount} of them active, after ${history.length} epochs.`,
    metrics,
    sections,
    figures,
  });
  console.log(
    `\n${activeCount} of ${m1.latentDims} latent dimensions are active. Trained in ` +
      `${trainingSeconds.toFixed(0)} s. Report: ${join(out, 'index.html')}`,
  );
}
