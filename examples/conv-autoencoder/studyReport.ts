import { join } from 'node:path';
import { machine } from '../support/machine';
import type { LabelledImages } from '../support/mnist';
import { writeReport } from '../support/report';
import { formatTable, percent } from '../support/table';
import { embedding } from './figures/embeddings';
import { errorCurves } from './figures/errorCurves';
import { manifold } from './figures/manifold';
import { overlaps } from './figures/overlaps';
import { reconstructions } from './figures/reconstructions';
import { rolls } from './figures/rolls';
import type { Autoencoder } from './model';
import {
  judge,
  NEIGHBOURS,
  pcaReductions,
  type ReductionResult,
  reductionOf,
  TRUST_SIZE,
} from './study';
import { type FlatRoll, projectRoll, swissRoll, unroll } from './swissRoll';
import type { EpochError } from './train';

/** A finished run, and the flags it was made with. */
export interface FinishedRun {
  readonly autoencoders: readonly {
    readonly model: Autoencoder;
    readonly history: readonly EpochError[];
    readonly trainingSeconds: number;
  }[];
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly seed: number;
  readonly rollSteps: number;
  readonly out: string;
}

const labelOf = ({ method, dims }: ReductionResult): string => `${method}, ${dims}`;

function resultTable(results: readonly ReductionResult[]): string {
  const groups = results[0]?.collisions.map(({ digits }) => `mixed in ${digits.join('/')}`) ?? [];
  return formatTable(
    ['reduction', 'test error', 'kNN accuracy', 'trustworthiness', ...groups],
    results.map((result) => [
      labelOf(result),
      result.testReconstructionError.toFixed(4),
      percent(result.knnAccuracy),
      result.trustworthiness.toFixed(4),
      ...result.collisions.map(({ share }) => percent(share)),
    ]),
  );
}

/** The pairs of digits that lie most among each other in any of the reductions. */
function worstPairs(results: readonly ReductionResult[]): string {
  const mutual = ({ overlap }: ReductionResult, a: number, b: number): number =>
    ((overlap[a]?.[b] as number) + (overlap[b]?.[a] as number)) / 2;
  const pairs = Array.from(
    { length: 100 },
    (_, cell) => [Math.floor(cell / 10), cell % 10] as const,
  )
    .filter(([a, b]) => a < b)
    .map(([a, b]) => ({ a, b, shares: results.map((result) => mutual(result, a, b)) }))
    .sort((p, q) => Math.max(...q.shares) - Math.max(...p.shares))
    .slice(0, 8);
  return formatTable(
    ['digits', ...results.map(labelOf)],
    pairs.map(({ a, b, shares }) => [`${a} and ${b}`, ...shares.map(percent)]),
  );
}

const rollTable = (flats: readonly FlatRoll[]): string =>
  formatTable(
    ['two dimensions by', 'error', 'trustworthiness', 'sheet explained'],
    flats.map(({ method, reconstructionError, trustworthiness, sheetExplained }) => [
      method,
      reconstructionError.toFixed(4),
      trustworthiness.toFixed(4),
      sheetExplained.toFixed(3),
    ]),
  );

/** Judges all reductions, prints the tables and writes the report. */
export function writeStudyReport(run: FinishedRun): void {
  const { autoencoders, train, test, seed, out } = run;
  const startedAt = performance.now();
  console.log('\nFitting principal components, looking up neighbours, unrolling the roll …');
  const reductions = [
    ...autoencoders.map(({ model }) => reductionOf(model)),
    ...pcaReductions(
      train,
      autoencoders.map(({ model }) => model.latentDims),
    ),
  ];
  const results = reductions.map((reduction) => judge(reduction, train, test));
  const ofMethod = (method: ReductionResult['method']) =>
    results.filter((result) => result.method === method);
  const [plane, planePca] = [ofMethod('autoencoder')[0], ofMethod('PCA')[0]];
  const roll = swissRoll(seed);
  const flats = [projectRoll(roll), unroll(roll, { seed, steps: run.rollSteps })];
  const histories = autoencoders.map(({ model, history }) => ({
    latentDims: model.latentDims,
    history,
  }));

  const sections = [
    {
      title: 'Mean squared error per pixel, pixels in [-1, 1]',
      text: formatTable(
        ['epoch', ...histories.flatMap(({ latentDims: d }) => [`${d}: train`, `${d}: test`])],
        (histories[0]?.history ?? []).map(({ epoch }, index) => [
          epoch,
          ...histories.flatMap(({ history }) => {
            const { train: before, test: after } = history[index] as EpochError;
            return [before.toFixed(4), after.toFixed(4)];
          }),
        ]),
      ),
    },
    {
      title: `${test.count} test images in two and three dimensions; shares in %`,
      text: `${resultTable(results)}\n\nkNN accuracy: digit by a vote of the ${NEIGHBOURS} nearest training images. mixed in 4/7/9: of the ${NEIGHBOURS}\nnearest test images of a 4, 7 or 9, the share that is another of these digits.`,
    },
    {
      title: 'The pairs that collide most: mutual share of neighbours in %',
      text: worstPairs(results),
    },
    { title: 'The swiss roll', text: rollTable(flats) },
  ];
  for (const { title, text } of sections) console.log(`\n${title}\n\n${text}`);

  const elapsedSeconds =
    autoencoders.reduce((sum, { trainingSeconds }) => sum + trainingSeconds, 0) +
    (performance.now() - startedAt) / 1000;
  const metrics = {
    protocol: {
      data: 'MNIST, the first training and test images of the original split',
      trainSize: train.count,
      testSize: test.count,
      pixels: 'in [-1, 1]; errors are mean squares per pixel',
      labels: 'none in training; those of the training images for the votes of neighbours',
      optimizer: `Adam, learning rate ${run.learningRate}, weight decay ${run.weightDecay} added to the gradient`,
      epochs: histories[0]?.history.length,
      batchSize: run.batchSize,
      seed,
      batchNorm: 'running statistics on the test images',
      neighbours: NEIGHBOURS,
      trustworthiness: `of the first ${TRUST_SIZE} test images`,
      topLevel: 'the numbers outside of reductions are those of two dimensions',
    },
    latentDims: plane?.dims,
    testReconstructionError: plane?.testReconstructionError,
    accuracy: { latentKnn: plane?.knnAccuracy, pcaKnn: planePca?.knnAccuracy },
    reductions: results.map(({ testPoints: _, ...result }) => result),
    history: histories,
    swissRoll: flats.map(({ points: _, ...flat }) => flat),
    elapsedSeconds,
    machine: machine(),
  };
  writeReport(out, {
    title: 'What two and three dimensions keep of MNIST',
    introduction:
      `Convolutional autoencoders with two and three latents, trained for ${histories[0]?.history.length} epochs on ` +
      `${train.count} images, beside as many principal components.`,
    metrics,
    sections,
    figures: [
      errorCurves(histories, ofMethod('PCA')),
      reconstructions(reductions, test),
      ...results.map((result) => embedding(result, test)),
      overlaps(results),
      ...reductions
        .filter(({ name, dims }) => name === 'autoencoder' && dims === 2)
        .map((reduction) => manifold(reduction)),
      rolls(roll, flats),
    ],
  });
  console.log(`\nDone in ${elapsedSeconds.toFixed(0)} s. Report: ${join(out, 'index.html')}`);
}
