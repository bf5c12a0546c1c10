import * as Plot from '@observablehq/plot';
import { chartSvg, type GridCell, imageGridSvg } from '../../support/chart';
import { type LabelledImages, PIXELS } from '../../support/mnist';
import type { Figure } from '../../support/report';

/** Images shown of each cluster. */
const SHOWN = 10;

interface OverCluster {
  readonly cluster: number;
  readonly digit: number;
  readonly members: readonly number[];
}

/** The clusters that hold images, those of a digit side by side, the largest first. */
function sortedClusters(assignments: Int32Array, mapping: Int32Array): OverCluster[] {
  const members = Array.from(mapping, () => [] as number[]);
  assignments.forEach((cluster, image) => {
    members[cluster]?.push(image);
  });
  return members
    .map((images, cluster) => ({ cluster, digit: mapping[cluster] as number, members: images }))
    .filter((cluster) => cluster.members.length > 0)
    .sort((a, b) => a.digit - b.digit || b.members.length - a.members.length);
}

const greyOf = ({ pixels }: LabelledImages, image: number): Float32Array =>
  Float32Array.from(pixels.subarray(image * PIXELS, (image + 1) * PIXELS), (byte) => byte / 255);

function meanOf(images: LabelledImages, members: readonly number[]): Float32Array {
  const mean = new Float32Array(PIXELS);
  for (const member of members) {
    greyOf(images, member).forEach((grey, pixel) => {
      mean[pixel] = (mean[pixel] as number) + grey / members.length;
    });
  }
  return mean;
}

/** A cluster without training images has no digit. */
const nameOf = (digit: number): string => (digit < 0 ? 'none' : String(digit));
const title = ({ cluster, digit }: OverCluster): string => `${nameOf(digit)} · cluster ${cluster}`;

/** What the over-clusters of each digit look like, and which digits each of them holds. */
export function overClusters(
  images: LabelledImages,
  assignments: Int32Array,
  mapping: Int32Array,
): Figure[] {
  const clusters = sortedClusters(assignments, mapping);
  const nth = (cluster: OverCluster): number =>
    clusters.filter(({ digit }) => digit === cluster.digit).indexOf(cluster) + 1;
  const means: GridCell[] = clusters.map((cluster) => ({
    column: nth(cluster),
    row: `digit ${nameOf(cluster.digit)}`,
    image: meanOf(images, cluster.members),
    note: String(cluster.members.length),
  }));
  const examples: GridCell[] = clusters.flatMap((cluster) =>
    cluster.members.slice(0, SHOWN).map((member, index) => ({
      column: index + 1,
      row: title(cluster),
      image: greyOf(images, member),
    })),
  );
  const counts = clusters.flatMap((cluster) =>
    Array.from({ length: 10 }, (_, digit) => ({
      cluster: title(cluster),
      digit,
      images: cluster.members.filter((member) => images.labels[member] === digit).length,
    })),
  );
  return [
    {
      name: 'over-clusters',
      caption:
        'The kinds of each digit: mean image of every over-cluster that is mapped to it, and the number of test images in it.',
      svg: imageGridSvg(means, { columnLabel: 'over-cluster', rowLabel: '' }),
    },
    {
      name: 'over-cluster-members',
      caption: 'The first test images of every over-cluster, by the digit that it is mapped to.',
      svg: imageGridSvg(examples, { columnLabel: 'test image', rowLabel: '', size: 30 }),
    },
    {
      name: 'over-cluster-confusion',
      caption: 'Test images by digit and over-cluster.',
      svg: chartSvg({
        width: 900,
        height: 340,
        marginBottom: 90,
        padding: 0.04,
        x: {
          type: 'band',
          label: null,
          tickRotate: -90,
          tickSize: 0,
          domain: clusters.map(title),
        },
        y: { type: 'band', label: 'digit', tickSize: 0 },
        color: { type: 'symlog', scheme: 'blues' },
        marks: [Plot.cell(counts, { x: 'cluster', y: 'digit', fill: 'images' })],
      }),
    },
  ];
}
