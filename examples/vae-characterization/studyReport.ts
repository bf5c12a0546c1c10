import { join } from 'node:path';
import { randomKey } from 'variate';
import { machine } from '../support/machine';
import { firstImages, type LabelledImages } from '../support/mnist';
import { writeReport } from '../support/report';
import { formatTable } from '../support/table';
import { type Contestant, conditionName, conditions } from './contestants';
import { curves } from './figures/curves';
import { decoded } from './figures/decoded';
import { latentGrid } from './figures/latentGrid';
import { lineBetween } from './figures/lineBetween';
import { pixelHistograms } from './figures/pixelHistograms';
import { scatter } from './figures/scatter';
import { type ContestantResult, describeContestant, SCATTER_IMAGES } from './study';
import type { Look } from './train';

/** A finished run, and the flags it was made with. */
export interface FinishedRun {
  readonly contestants: readonly Contestant[];
  readonly looks: readonly Look[];
  readonly trainingSeconds: number;
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  readonly iterations: number;
  readonly fewImages: number;
  readonly manyImages: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly asWritten: boolean;
  readonly seed: number;
  readonly out: string;
}

/** Two digits that lie far apart, for the line between them. */
const LINE = [1, 0] as const;

/** The look at which a model was best on the test images: later ones over-fit. */
function bestLook(looks: readonly Look[], name: string): Look {
  const own = looks.filter(({ contestant }) => contestant === name);
  return own.reduce((a, b) => (b.test.crossEntropy < a.test.crossEntropy ? b : a));
}

/** One row a model; the gap is what the test images cost more than the training images. */
const resultTable = (results: readonly ContestantResult[], looks: readonly Look[]): string =>
  formatTable(
    [
      'model',
      'train CE',
      'test CE',
      'gap',
      'least',
      'at',
      'all test CE',
      'train SE',
      'test SE',
      'KL',
      'active',
    ],
    results.map(({ name, train, test, allTest, activeUnits }) => [
      name,
      train.crossEntropy.toFixed(1),
      test.crossEntropy.toFixed(1),
      (test.crossEntropy - train.crossEntropy).toFixed(1),
      bestLook(looks, name).test.crossEntropy.toFixed(1),
      bestLook(looks, name).iteration,
      allTest.crossEntropy.toFixed(1),
      train.squaredError.toFixed(1),
      test.squaredError.toFixed(1),
      test.kl.toFixed(2),
      activeUnits,
    ]),
  );

/** The bound that a model has: its cross-entropy, and the KL of what z is really drawn from. */
const bound = ({ allTest }: ContestantResult): number => allTest.crossEntropy + allTest.sampledKl;

/** What each mistake costs, condition by condition. */
const mistakeTable = (results: readonly ContestantResult[]): string =>
  formatTable(
    ['model', 'test CE', 'KL as written', 'KL of the draws', '-ELBO', 'cost', 'active'],
    conditions.flatMap((condition) => {
      const named = (suffix: string): ContestantResult =>
        results.find(
          ({ name }) => name === `${conditionName(condition)}, ${suffix}`,
        ) as ContestantResult;
      const right = bound(named('cross-entropy'));
      return ['cross-entropy', 'added noise', 'bounded heads', 'as written'].map((suffix) => {
        const result = named(suffix);
        const { crossEntropy, kl, sampledKl } = result.allTest;
        return [
          suffix === 'cross-entropy' ? `${conditionName(condition)}, correct` : result.name,
          crossEntropy.toFixed(1),
          kl.toFixed(2),
          sampledKl.toFixed(2),
          bound(result).toFixed(1),
          (bound(result) - right).toFixed(1),
          result.activeUnits,
        ];
      });
    }),
  );

/** Answers the report's questions, prints the tables and writes the report. */
export function writeStudyReport(run: FinishedRun): void {
  const { contestants, looks, test, manyImages, asWritten, out } = run;
  const startedAt = performance.now();
  const few = firstImages(run.train, run.fewImages);
  const key = randomKey(run.seed);
  const results = contestants.map((contestant) =>
    describeContestant(contestant, { train: few, test }, key),
  );
  const many = `${manyImages} images`;
  const suffixOf = (name: string): string => name.split(', ').slice(2).join(', ');
  const withSuffix = <Named extends { readonly name: string }>(
    list: readonly Named[],
    suffixes: readonly string[],
  ): Named[] => suffixes.flatMap((suffix) => list.filter(({ name }) => suffixOf(name) === suffix));
  const correct = ['cross-entropy', 'squared error', many];
  const onFew = withSuffix(results, ['cross-entropy']);
  const best = onFew.reduce((a, b) => (b.test.crossEntropy < a.test.crossEntropy ? b : a));
  const bestOf = (suffix: string): ContestantResult =>
    withSuffix(results, [suffix]).reduce((a, b) =>
      b.test.crossEntropy < a.test.crossEntropy ? b : a,
    );

  const sections = [
    {
      title: 'The four conditions',
      text:
        `${resultTable(withSuffix(results, correct), looks)}\n\n` +
        `CE: cross-entropy in nats per image; SE: squared error summed over the pixels; on ${run.fewImages} training and\n` +
        `${run.fewImages} test images, and on all ${test.count} test images. gap: test CE minus train CE. least, at: the least\n` +
        'test CE of all looks, and its iteration. KL: nats per test image. active: latents whose mean\n' +
        `varies by more than 0.01 over ${SCATTER_IMAGES} test images.\n\n` +
        `Best by test reconstruction on ${run.fewImages} images: ${best.name} (${best.test.crossEntropy.toFixed(1)} nats).\n` +
        `With ${manyImages} images: ${bestOf(many).name} (${bestOf(many).test.crossEntropy.toFixed(1)} nats).`,
    },
    ...(asWritten
      ? [
          {
            title: 'What each mistake costs',
            text:
              `${mistakeTable(results)}\n\n` +
              'On all test images, in nats per image. added noise: z = mean + (sigma + noise); bounded heads: a\n' +
              'sigmoid on mean and sigma; as written: both. KL of the draws: that of the distribution that z is\n' +
              'really drawn from; with the cross-entropy it makes the bound. cost: above the correct model.',
          },
        ]
      : []),
  ];
  for (const { title, text } of sections) console.log(`\n${title}\n\n${text}`);

  const entries = conditions.map((condition) => ({
    condition,
    contestant: contestants.find(
      ({ name }) => name === `${conditionName(condition)}, cross-entropy`,
    ) as Contestant,
  }));
  const drawn = withSuffix(contestants, [
    'cross-entropy',
    many,
    ...(asWritten ? ['as written'] : []),
  ]);
  const dimensionsOf = ({ name }: Contestant): readonly number[] =>
    results.find((result) => result.name === name)?.dimensionsByKl ?? [];
  const figures = [
    ...curves(looks, correct),
    decoded(withSuffix(contestants, correct), few, 'training'),
    decoded(withSuffix(contestants, correct), test, 'test'),
    pixelHistograms(entries, test, run.fewImages),
    ...drawn.map((contestant) => latentGrid(contestant, dimensionsOf(contestant))),
    lineBetween(withSuffix(contestants, correct), few, LINE),
    ...drawn.map((contestant) => scatter(contestant, dimensionsOf(contestant), test)),
    ...(asWritten
      ? curves(looks, ['cross-entropy', 'added noise', 'bounded heads', 'as written'], 'mistakes-')
      : []),
  ];

  const elapsedSeconds = run.trainingSeconds + (performance.now() - startedAt) / 1000;
  const metrics = {
    protocol: {
      data: `MNIST: the first ${run.fewImages} training images (or ${manyImages}), the first ${run.fewImages} and all ${test.count} test images`,
      pixels: 'grey values in [0, 1] as Bernoulli probabilities',
      model:
        'encoder 784-100-100-latent with two heads latent-latent, decoder latent-100-100-100-784, the activation throughout; weights from 0.1 N(0, 1), biases 0',
      loss: 'cross-entropy, or half the squared error, in nats per image, plus KL',
      optimizer: `Adam, learning rate ${run.learningRate}`,
      iterations: run.iterations,
      batchSize: `${run.fewImages} (all of them); ${run.batchSize} of ${manyImages}`,
      seed: run.seed,
      noise: 'one sample of z per image and evaluation; pictures decode the latent means',
      best: 'least cross-entropy on the test images, reconstruction alone',
    },
    best: best.name,
    bestWithManyImages: bestOf(many).name,
    models: results.map((result) => {
      const { iteration, test: atBest } = bestLook(looks, result.name);
      return { ...result, leastTestCrossEntropy: { iteration, value: atBest.crossEntropy } };
    }),
    looks,
    elapsedSeconds,
    machine: machine(),
  };
  writeReport(out, {
    title: 'A VAE under the microscope: activation and latent size',
    introduction:
      `Sigmoid or ReLU throughout, two or twenty latents, ${run.iterations} iterations on ${run.fewImages} images of MNIST, ` +
      `and the same iterations on ${manyImages}.`,
    metrics,
    sections,
    figures,
  });
  console.log(`\nDone in ${elapsedSeconds.toFixed(0)} s. Report: ${join(out, 'index.html')}`);
}
