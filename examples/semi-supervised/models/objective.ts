/** What M2 and M1+M2 are trained on, from the bounds of m2.ts. */
import * as tf from '@tensorflow/tfjs-core';
import { categoricalNll, type RandomKey, randomNormal, splitKey } from 'variate';
import { classify, labelledBound, type M2, unlabelledBound } from './m2';

/** The choices that the objective leaves. */
export interface ObjectiveOptions {
  readonly labelledWeight: number;
  readonly alpha: number;
  readonly klWeight: number;
  /** q(y|x) in U(x) has its logits divided by this. */
  readonly temperature: number;
  /** Standard deviation of the noise on the classifier's input. */
  readonly inputNoise: number;
  /** The share of the classifier's hidden units that are dropped. */
  readonly dropout: number;
  readonly key: RandomKey;
}

/** Labelled examples: inputs, and one-hot labels. */
export interface Labelled {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
}

/** Means of U over images without label, of L and of -log q(y | x) over those with. */
export interface Terms {
  readonly U: tf.Scalar;
  readonly L: tf.Scalar;
  readonly C: tf.Scalar;
}

/**
 * The paper's J^alpha, equation 9, per unlabelled image: the mean of each term over its own batch,
 *
 *   J = mean U(x) + labelledWeight mean L(x, y) + alpha mean -log q(y | x)
 *
 * The paper sums over the data: labelledWeight is N_l / N_u there, and its alpha of 0.1 N is 0.1 N / N_u
 * here, for N_l labelled and N_u unlabelled of N images.
 */
export const objective = (
  { U, L, C }: Terms,
  { labelledWeight, alpha }: Pick<ObjectiveOptions, 'labelledWeight' | 'alpha'>,
): tf.Scalar => tf.addN([U, tf.mul(L, labelledWeight), tf.mul(C, alpha)]);

/** Inputs with normal noise, as the classifier sees them in training. */
export const addNoise = (inputs: tf.Tensor, std: number, key: RandomKey): tf.Tensor =>
  std === 0 ? inputs : tf.add(inputs, randomNormal(key, inputs.shape, { std }));

/** The terms of M2. */
export function m2Terms(
  m2: M2,
  unlabelled: tf.Tensor2D,
  labelled: Labelled,
  { key, inputNoise, dropout, temperature, klWeight }: ObjectiveOptions,
): Terms {
  const [noiseKey, dropoutKey, unlabelledKey, labelledKey] = splitKey(key, 4);
  // One pass for both: batch normalization then sees them alike.
  const all = tf.concat([unlabelled, labelled.x]);
  const labelLogits = classify(m2, addNoise(all, inputNoise, noiseKey), {
    training: true,
    dropout: { rate: dropout, key: dropoutKey },
  });
  const sizes = [unlabelled.shape[0], labelled.x.shape[0]];
  const [ofUnlabelled, ofLabelled] = tf.split(labelLogits, sizes) as [tf.Tensor, tf.Tensor];

  const bound = { klWeight, training: true };
  const tempered = tf.div(ofUnlabelled, temperature);
  return {
    U: tf.mean(unlabelledBound(m2, unlabelled, tempered, { ...bound, key: unlabelledKey })),
    L: tf.mean(labelledBound(m2, labelled.x, labelled.y, { ...bound, key: labelledKey })),
    C: categoricalNll(labelled.y, ofLabelled, { reduction: 'mean' }),
  };
}
