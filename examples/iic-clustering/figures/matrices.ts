import * as Plot from '@observablehq/plot';
import { matchClusters } from 'variate';
import { animatedGif } from '../../support/animation';
import { chartSvg } from '../../support/chart';
import type { Figure } from '../../support/report';
import type { EpochResult } from '../epochResult';
import { CLUSTERS } from '../model';

const range = Array.from({ length: CLUSTERS }, (_, index) => index);

/** The clusters in the order of the digits that they are matched to, so that the diagonal is full. */
function clusterOrder(confusion: readonly number[]): number[] {
  const cells = confusion.flatMap((count, cell) => Array<number>(count).fill(cell));
  const mapping = matchClusters(
    cells.map((cell) => cell % CLUSTERS),
    cells.map((cell) => Math.floor(cell / CLUSTERS)),
    { clusters: CLUSTERS },
  );
  return [...range].sort((a, b) => (mapping[a] as number) - (mapping[b] as number));
}

/** P and the confusion matrix of one epoch beside each other. */
function matricesSvg({ epoch, joint, confusion }: EpochResult): string {
  const order = clusterOrder(confusion);
  const images = confusion.reduce((sum, count) => sum + count, 0);
  const cells = range.flatMap((row) =>
    order.flatMap((cluster, column) => [
      {
        matrix: 'P: clusters of both views',
        row,
        column,
        share: joint[(order[row] as number) * CLUSTERS + cluster] as number,
      },
      {
        matrix: 'test images: digits and clusters',
        row,
        column,
        share: (confusion[row * CLUSTERS + cluster] as number) / images,
      },
    ]),
  );
  return chartSvg({
    width: 640,
    height: 360,
    marginTop: 40,
    marginLeft: 40,
    marginBottom: 40,
    fx: { label: null, padding: 0.12 },
    x: { type: 'band', label: `after epoch ${epoch}`, tickSize: 0, tickFormat: () => '' },
    y: { type: 'band', label: null, tickSize: 0 },
    // Uniform clusters have 0.01 everywhere, perfect ones about 0.1 on the diagonal.
    color: { type: 'sqrt', scheme: 'blues', domain: [0, 0.1], clamp: true },
    marks: [Plot.cell(cells, { fx: 'matrix', x: 'column', y: 'row', fill: 'share', inset: 0.5 })],
  });
}

/** Both matrices of the head of least loss, at the end and, as an animation, through training. */
export function matrices(history: readonly EpochResult[]): { figures: Figure[]; gif: Uint8Array } {
  const frames = history.map(matricesSvg);
  const gif = animatedGif(frames);
  const uri = `data:image/gif;base64,${Buffer.from(gif).toString('base64')}`;
  const size = 'width="640" height="360"';
  const caption =
    'The joint distribution P of the clusters of two views of an image, and the digits in each cluster, for the head of least loss';
  return {
    gif,
    figures: [
      { name: 'matrices', caption: `${caption}, at the end.`, svg: frames.at(-1) as string },
      {
        name: 'matrices-through-training',
        caption: `${caption}, epoch by epoch.`,
        svg: `<svg xmlns="http://www.w3.org/2000/svg" ${size}><image href="${uri}" ${size}/></svg>`,
      },
    ],
  };
}
