import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  adjustedMutualInformation,
  adjustedRandIndex,
  clusteringAccuracy,
  matchClusters,
  normalizedMutualInformation,
  randomKey,
} from 'variate';
import { fitKMeans, nearestCentres } from '../support/kMeans';
import { machine } from '../support/machine';
import { imageTensor, type LabelledImages } from '../support/mnist';
import { writeReport } from '../support/report';
import { scoped } from '../support/scoped';
import { mean } from '../support/statistics';
import { formatTable, percent } from '../support/table';
import type { EpochResult } from './epochResult';
import { clusterAll, scoreHeads } from './evaluate';
import { curves } from './figures/curves';
import { matrices } from './figures/matrices';
import { overClusters } from './figures/overClusters';
import { CLUSTERS, type Clusterer } from './model';
import type { Recipe } from './presets';

/** A finished training, and the flags it was run with. */
export interface FinishedRun {
  readonly settings: Recipe & {
    readonly preset: string;
    readonly seed: number;
    readonly out: string;
  };
  readonly clusterer: Clusterer;
  readonly side: number;
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  readonly history: readonly EpochResult[];
  readonly trainingSeconds: number;
}

/** k-means on the pixels, under the protocol of the heads. */
function scoreKMeans(train: LabelledImages, test: LabelledImages, seed: number): number {
  return scoped(() => {
    const trainPixels = imageTensor(train);
    const centres = fitKMeans(trainPixels, CLUSTERS, randomKey(seed));
    const fitted = matchClusters(nearestCentres(trainPixels, centres), train.labels, {
      clusters: CLUSTERS,
    });
    return clusteringAccuracy(nearestCentres(imageTensor(test), centres), test.labels, fitted);
  });
}

/** Clusters all images, prints the tables and writes the report. */
export function writeStudyReport(run: FinishedRun): void {
  const { settings, clusterer, side, train, test, history, trainingSeconds } = run;
  const startedAt = performance.now();
  console.log('\nClustering all images, and their pixels by k-means …');
  const { heads } = clusterer;
  const last = history.at(-1) as EpochResult;
  const { best } = last;
  const trainClusters = clusterAll(clusterer, train, side);
  const testClusters = clusterAll(clusterer, test, side);
  const scores = scoreHeads(
    clusterer.headSizes,
    { clusters: trainClusters, labels: train.labels },
    { clusters: testClusters, labels: test.labels },
  );
  const main = scores.slice(0, heads);
  const bestClusters = testClusters[best] as Int32Array;
  const accuracy = {
    test: main[best]?.test as number,
    testPaperProtocol: main[best]?.testPaperProtocol as number,
    kMeansPixels: scoreKMeans(train, test, settings.seed),
    meanOverHeads: mean(main.map((head) => head.test)),
    ...(scores[heads] && { overClusters: scores[heads].test }),
  };

  const nats = (value: number | undefined): string => (value as number).toFixed(3);
  const sections = [
    {
      title: 'Heads at the end',
      text: formatTable(
        ['head', 'loss', 'information', 'entropy', 'test, %', 'paper protocol, %'],
        scores.map(({ test: onTest, testPaperProtocol }, head) => [
          head === best ? `${head}, least loss` : head < heads ? head : `${head}, over-clusters`,
          nats(last.heads[head]?.loss),
          nats(last.heads[head]?.information),
          nats(last.heads[head]?.marginalEntropy),
          percent(onTest),
          percent(testPaperProtocol),
        ]),
      ),
    },
    {
      title: `Right answers on ${test.count} test images, in %`,
      text: formatTable(
        ['clusters', 'accuracy'],
        [
          ['head of least loss', percent(accuracy.test)],
          ['the same, matched on the test images', percent(accuracy.testPaperProtocol)],
          ['mean over the heads', percent(accuracy.meanOverHeads)],
          ...(accuracy.overClusters === undefined
            ? []
            : [
                [
                  `${settings.overClusters} over-clusters, many-to-one`,
                  percent(accuracy.overClusters),
                ],
              ]),
          ['k-means on pixels', percent(accuracy.kMeansPixels)],
        ],
      ),
    },
  ];
  for (const { title, text } of sections) console.log(`\n${title}\n\n${text}`);

  const { figures, gif } = matrices(history);
  const overMapping =
    scores.length > heads &&
    matchClusters(trainClusters[heads] as Int32Array, train.labels, {
      matching: 'manyToOne',
      clusters: settings.overClusters,
    });
  const { preset, seed, out, ...recipe } = settings;
  const elapsedSeconds = trainingSeconds + (performance.now() - startedAt) / 1000;
  const metrics = {
    protocol: {
      data: 'MNIST, training images without labels and the 10,000 test images of the original split',
      testSize: test.count,
      views: `random views of the image, ${side} x ${side}; the image itself, cut to that size, when scored`,
      head: 'the main head of least loss over the last epoch, chosen without labels',
      accuracy: {
        test: 'clusters mapped to digits one-to-one on the training labels, scored on the test images',
        testPaperProtocol: 'mapped and scored on the test images',
        kMeansPixels: 'k-means++ on the pixels of the training images, best of 3, scored as `test`',
        meanOverHeads: 'mean of `test` over the main heads',
        overClusters: 'clusters mapped many-to-one on the training labels',
      },
      preset,
      seed,
      ...recipe,
      optimizer: 'Adam',
    },
    accuracy,
    agreement: {
      normalizedMutualInformation: normalizedMutualInformation(bestClusters, test.labels),
      adjustedMutualInformation: adjustedMutualInformation(bestClusters, test.labels),
      adjustedRandIndex: adjustedRandIndex(bestClusters, test.labels),
    },
    heads: scores.map((score, head) => ({ ...score, ...last.heads[head] })),
    best,
    history: history.map(({ joint: _, confusion: __, ...rest }) => rest),
    elapsedSeconds,
    machine: machine(),
  };
  writeReport(out, {
    title: 'Digits without labels: invariant information clustering on MNIST',
    introduction:
      `${heads} heads of ${CLUSTERS} clusters, trained for ${history.length} epochs on ${train.count} images without labels; ` +
      `the head of least loss is right for ${percent(accuracy.test)} % of the test images, k-means on pixels for ${percent(accuracy.kMeansPixels)} %.`,
    metrics,
    sections,
    figures: [
      ...figures,
      ...curves({ history, mainHeads: heads }),
      ...(overMapping ? overClusters(test, testClusters[heads] as Int32Array, overMapping) : []),
    ],
  });
  writeFileSync(join(out, 'matrices-through-training.gif'), gif);
  console.log(
    `\n${percent(accuracy.test)} % without labels, ${percent(accuracy.kMeansPixels)} % by k-means. ` +
      `Done in ${elapsedSeconds.toFixed(0)} s. Report: ${join(out, 'index.html')}`,
  );
}
