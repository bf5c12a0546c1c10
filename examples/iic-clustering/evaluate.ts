/** The clusters of images, and how well they are digits. Labels are used here and nowhere else. */
import * as tf from '@tensorflow/tfjs-core';
import { type ClusterMatching, clusteringAccuracy, matchClusters } from 'variate';
import type { LabelledImages } from '../support/mnist';
import { type Clusterer, headLogits } from './model';
import { plainViews } from './views';

const CHUNK = 1000;

/** The cluster of each image under each head. */
export function clusterAll(
  clusterer: Clusterer,
  images: LabelledImages,
  side: number,
): Int32Array[] {
  const byHead = clusterer.headSizes.map(() => new Int32Array(images.count));
  for (let start = 0; start < images.count; start += CHUNK) {
    const length = Math.min(CHUNK, images.count - start);
    const indices = Array.from({ length }, (_, offset) => start + offset);
    tf.tidy(() => {
      const views = plainViews(images, indices, side);
      headLogits(clusterer, views, { training: false }).forEach((logits, head) => {
        byHead[head]?.set(tf.argMax(logits, 1).dataSync(), start);
      });
    });
  }
  return byHead;
}

/** How many test images of a head are right, by two protocols. */
export interface HeadAccuracy {
  /** The mapping from clusters to digits fitted on training labels, scored on test images. */
  readonly test: number;
  /** Fitted and scored on the test images, as in the paper. */
  readonly testPaperProtocol: number;
}

/** Both accuracies of every head. Heads with more clusters than digits are matched many-to-one. */
export function scoreHeads(
  headSizes: readonly number[],
  train: { readonly clusters: readonly Int32Array[]; readonly labels: Uint8Array },
  test: { readonly clusters: readonly Int32Array[]; readonly labels: Uint8Array },
): HeadAccuracy[] {
  return headSizes.map((clusters, head) => {
    const matching: ClusterMatching = clusters > 10 ? 'manyToOne' : 'oneToOne';
    const accuracyFrom = (fitted: typeof train): number => {
      const ids = fitted.clusters[head] as Int32Array;
      const mapping = matchClusters(ids, fitted.labels, { matching, clusters });
      return clusteringAccuracy(test.clusters[head] as Int32Array, test.labels, mapping);
    };
    return { test: accuracyFrom(train), testPaperProtocol: accuracyFrom(test) };
  });
}
