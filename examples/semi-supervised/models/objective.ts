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

/**
 * The paper's J^alpha, equation 9, per unlabelled image: the mean of each term over its own batch,
 *
 *   J = mean U(x) + labelledWeight mean L(x, y) + alpha mean -log q(y | x)
 *
 * The paper sums over the data: labelledWeight is N_l / N_u there, and its alpha of 0.1 N is 0.1 N / N_u
 * here, for N_l labelled and N_u unlabelled of N images.
 */
export function objective(
  m2: M2,
  unlabelled: tf.Tensor2D,
  labelled: { readonly x: tf.Tensor2D; readonly y: tf.Tensor2D },
  { labelledWeight, alpha, key, ...options }: ObjectiveOptions,
): { readonly J: tf.Scalar; readonly U: tf.Scalar; readonly L: tf.Scalar; readonly C: tf.Scalar } {
  const [noiseKey, dropoutKey, unlabelledKey, labelledKey] = splitKey(key, 4);
  const { inputNoise, dropout, temperature, klWeight } = options;
  // One pass for both: batch normalization then sees them alike.
  const all = tf.concat([unlabelled, labelled.x]);
  const noisy =
    inputNoise > 0 ? tf.add(all, randomNormal(noiseKey, all.shape, { std: inputNoise })) : all;
  const labelLogits = classify(m2, noisy, {
    training: true,
    dropout: { rate: dropout, key: dropoutKey },
  });
  const [ofUnlabelled, ofLabelled] = tf.split(labelLogits, [
    unlabelled.shape[0],
    labelled.x.shape[0],
  ]);

  const bound = { klWeight, training: true };
  const tempered = tf.div(ofUnlabelled as tf.Tensor, temperature);
  const U = tf.mean<tf.Scalar>(
    unlabelledBound(m2, unlabelled, tempered, { ...bound, key: unlabelledKey }),
  );
  const L = tf.mean<tf.Scalar>(
    labelledBound(m2, labelled.x, labelled.y, { ...bound, key: labelledKey }),
  );
  const C = categoricalNll(labelled.y, ofLabelled as tf.Tensor, { reduction: 'mean' });
  const J = tf.addN([U, tf.mul(L, labelledWeight), tf.mul(C, alpha)]) as tf.Scalar;
  return { J, U, L, C };
}
