/**
 * Invariant information clustering (Ji, Henriques and Vedaldi 2019, arXiv:1807.06653): a network
 * whose answers to two views of an image tell as much of each other as they can:
 *
 *   features      = network(view)
 *   z             ~ softmax(head(features))
 *   loss          = -I(z; z')   for each head, two views at a time
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  initializers,
  input,
  type LayersModel,
  layers,
  model,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers';
import { type IicStatistics, iicLoss } from 'variate';

/** Clusters of a main head: one for each digit. */
export const CLUSTERS = 10;

/** What decides the architecture. */
export interface Architecture {
  /** Channels of the first convolution; each of the next three has twice as many. */
  readonly width: number;
  /** Main heads, of `CLUSTERS` each. */
  readonly heads: number;
  /** Clusters of the over-clustering head; 0 for none. */
  readonly overClusters: number;
  /** Height and width of the views. */
  readonly side: number;
  /** The scale of the logits that training starts with. */
  readonly logitScale: number;
}

export interface Clusterer {
  readonly network: LayersModel;
  /** Clusters of each head: the main heads, then the over-clustering head. */
  readonly headSizes: readonly number[];
  readonly heads: number;
}

export function createClusterer(
  { width, heads, overClusters, side, logitScale }: Architecture,
  seed: number,
): Clusterer {
  // tfjs reads a seed of 0 as none, hence the count from 1.
  let layer = 0;
  // Uniform up to 1 / sqrt(fan in). Normalization makes the size of weights irrelevant for the answers,
  // but not for learning: to Adam, smaller weights are a higher learning rate.
  const initializer = () =>
    initializers.varianceScaling({
      scale: 1 / 3,
      mode: 'fanIn',
      distribution: 'uniform',
      seed: 1000 * seed + ++layer,
    });
  const normalization = (name: string, scale = 1) =>
    layers.batchNormalization({
      name,
      momentum: 0.9,
      epsilon: 1e-5,
      gammaInitializer: initializers.constant({ value: scale }),
    });
  const block = (from: SymbolicTensor, name: string, filters: number): SymbolicTensor => {
    const convolution = layers.conv2d({
      name,
      filters,
      kernelSize: 3,
      padding: 'same',
      useBias: false,
      kernelInitializer: initializer(),
    });
    return normalization(`${name}_norm`).apply(convolution.apply(from)) as SymbolicTensor;
  };
  const relu = (from: SymbolicTensor) => layers.reLU().apply(from) as SymbolicTensor;
  // Pooling commutes with ReLU, which then has a quarter of the work.
  const poolAndRelu = (from: SymbolicTensor) =>
    relu(layers.maxPooling2d({ poolSize: 2 }).apply(from) as SymbolicTensor);

  const headSizes = [...Array(heads).fill(CLUSTERS), ...(overClusters > 0 ? [overClusters] : [])];
  const images = input({ shape: [side, side, 1] });
  const first = poolAndRelu(block(images, 'conv_1', width));
  const second = poolAndRelu(block(first, 'conv_2', 2 * width));
  const third = poolAndRelu(block(second, 'conv_3', 4 * width));
  const fourth = relu(block(third, 'conv_4', 8 * width));
  const features = layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }).apply(fourth);
  const linear = layers.dense({
    name: 'heads',
    units: headSizes.reduce((sum, size) => sum + size, 0),
    useBias: false,
    kernelInitializer: initializer(),
  });
  // Without this normalization, and with it at scale 1, training starts at the uniform answer, where
  // the loss has no gradient, and takes hundreds of steps to leave it.
  const logits = normalization('heads_norm', logitScale).apply(linear.apply(features));
  return {
    network: model({ inputs: images, outputs: logits as SymbolicTensor }),
    headSizes,
    heads,
  };
}

/** The logits of every head. In training, normalization takes the moments of the batch. */
export function headLogits(
  { network, headSizes }: Clusterer,
  views: tf.Tensor,
  { training }: { training: boolean },
): tf.Tensor2D[] {
  const logits = network.apply(views, { training }) as tf.Tensor2D;
  return tf.split(logits, [...headSizes], 1);
}

/**
 * The loss of a batch of paired views: the mean over the main heads, plus that of the over-clustering
 * head. All views go through the network as one batch.
 */
export function clusteringLoss(
  clusterer: Clusterer,
  [view, pairedView]: readonly [tf.Tensor4D, tf.Tensor4D],
  entropyWeight: number,
): { readonly loss: tf.Scalar; readonly heads: readonly IicStatistics[] } {
  const views = tf.concat([view, pairedView]);
  const byHead = headLogits(clusterer, views, { training: true }).map(
    (logits) => tf.split(logits, 2) as [tf.Tensor2D, tf.Tensor2D],
  );
  const lossOf = (some: typeof byHead) =>
    iicLoss(
      some.map(([logits]) => logits),
      some.map(([, pairedLogits]) => pairedLogits),
      { entropyWeight, statistics: true },
    );
  const main = lossOf(byHead.slice(0, clusterer.heads));
  if (byHead.length === clusterer.heads) return main;
  const over = lossOf(byHead.slice(clusterer.heads));
  return { loss: tf.add(main.loss, over.loss), heads: [...main.heads, ...over.heads] };
}

/** The weights by name, in a fixed order, those of normalization included. */
export function namedWeights({ network }: Clusterer): Readonly<Record<string, tf.Variable>> {
  return Object.fromEntries(
    network.weights.map((weight) => [weight.originalName, weight.read() as tf.Variable]),
  );
}

/** The weights that have a gradient. */
export function trainableWeights({ network }: Clusterer): tf.Variable[] {
  return network.trainableWeights.map((weight) => weight.read() as tf.Variable);
}
