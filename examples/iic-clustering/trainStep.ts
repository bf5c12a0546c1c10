import * as tf from '@tensorflow/tfjs-core';
import type { AdamOptimizer, Augmentation, RandomKey } from 'variate';
import type { LabelledImages } from '../support/mnist';
import { type Clusterer, clusteringLoss, trainableWeights } from './model';
import { drawViews } from './views';

/** One step of Adam; returns loss, information and marginal entropy, and P, for each head. */
export function trainStep(
  clusterer: Clusterer,
  optimizer: AdamOptimizer,
  images: LabelledImages,
  batch: ArrayLike<number>,
  key: RandomKey,
  pipeline: readonly Augmentation[],
  entropyWeight: number,
): { heads: number[][]; joints: number[][] } {
  return tf.tidy(() => {
    const views = drawViews(images, batch, key, pipeline);
    let heads: number[][] = [];
    let joints: number[][] = [];
    const { grads } = tf.variableGrads(() => {
      const result = clusteringLoss(clusterer, views, entropyWeight);
      const terms = result.heads.map(({ loss, mutualInformation, marginalEntropy }) =>
        tf.stack([loss, mutualInformation, marginalEntropy]),
      );
      heads = terms.map((values) => [...values.dataSync()]);
      joints = result.heads
        .slice(0, clusterer.heads)
        .map(({ joint }) => Array.from(joint.dataSync(), (value) => Number(value.toPrecision(4))));
      return result.loss;
    }, trainableWeights(clusterer));
    optimizer.applyGradients(grads);
    return { heads, joints };
  });
}
