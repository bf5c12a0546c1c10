/** The paper's "M1 + classifier": what the latents of M1 know of the digits, with few labels. */
import * as tf from '@tensorflow/tfjs-core';
import {
  adam,
  categoricalNll,
  fitGaussianClassifier,
  type GaussianClassifierOptions,
} from 'variate';
import { scoped } from '../support/scoped';
import { CLASSES, chooseLabelled, runKeys } from './protocol';
import { accuracyOf } from './trainSemiSupervised';

/** Latent means of a set, and its digits. */
export interface LatentSet {
  readonly means: tf.Tensor2D;
  readonly labels: Uint8Array;
}

/** What one classifier reaches, with the setting that was best on the validation images. */
export interface Score {
  readonly setting: string;
  readonly accuracy: { readonly validation: number; readonly test: number };
}

type Predict = (features: tf.Tensor2D) => tf.Tensor;

const gaussians: Readonly<Record<string, GaussianClassifierOptions>> = {
  spherical: { covariance: 'spherical' },
  diagonal: { covariance: 'diagonal' },
  'tied, Ledoit-Wolf': { covariance: 'tied', shrinkage: 'ledoitWolf' },
  'full, Ledoit-Wolf': { covariance: 'full', shrinkage: 'ledoitWolf' },
  'full, OAS': { covariance: 'full', shrinkage: 'oas' },
};
const decays = [0, 0.001, 0.01, 0.1];

/** Softmax regression on all labelled examples at once, with weight decay. */
function fitSoftmax(features: tf.Tensor2D, labels: Uint8Array, decay: number): Predict {
  const ids = tf.tensor1d(labels, 'int32');
  const weights = tf.variable(tf.zeros([features.shape[1], CLASSES]), true, `softmax_weights`);
  const bias = tf.variable(tf.zeros([CLASSES]), true, `softmax_bias`);
  const logits = (x: tf.Tensor2D) => tf.add(tf.matMul(x, weights), bias);
  const optimizer = adam(0.05);
  for (let step = 0; step < 200; step++) {
    optimizer.minimize(
      () =>
        tf.add(
          categoricalNll(ids, logits(features), { reduction: 'mean' }),
          tf.mul(decay, tf.sum(tf.square(weights))),
        ) as tf.Scalar,
      false,
      [weights, bias],
    );
  }
  const fitted = { weights: tf.clone(weights), bias: tf.clone(bias) };
  tf.dispose([weights, bias]);
  optimizer.dispose();
  return (x) => tf.argMax(tf.add(tf.matMul(x, fitted.weights), fitted.bias), 1);
}

/** The best of some fits by the validation images, and that one's test accuracy. */
function select(
  candidates: Readonly<Record<string, () => Predict>>,
  { validation, test }: { readonly validation: LatentSet; readonly test: LatentSet },
): Score {
  const accuracy = (predict: Predict, set: LatentSet): number =>
    accuracyOf(predict(set.means).dataSync(), set);
  const fitted = Object.entries(candidates).map(([setting, create]) => {
    const predict = create();
    return { setting, predict, validation: accuracy(predict, validation) };
  });
  const best = fitted.reduce((a, b) => (b.validation > a.validation ? b : a));
  return {
    setting: best.setting,
    accuracy: { validation: best.validation, test: accuracy(best.predict, test) },
  };
}

/** Both classifiers, fitted on the latents of a balanced subset of the training images. */
export function classifyLatents(
  sets: { readonly train: LatentSet; readonly validation: LatentSet; readonly test: LatentSet },
  { labels: count, seed }: { readonly labels: number; readonly seed: number },
): { readonly gaussian: Score; readonly softmax: Score } {
  return scoped(() => {
    const { mean, variance } = tf.moments(sets.train.means, 0);
    const std = tf.sqrt(tf.add(variance, 1e-6));
    const standardized = ({ means, labels }: LatentSet): LatentSet => ({
      means: tf.div(tf.sub(means, mean), std),
      labels,
    });
    const [train, validation, test] = [sets.train, sets.validation, sets.test].map(
      standardized,
    ) as [LatentSet, LatentSet, LatentSet];
    const chosen = chooseLabelled(runKeys(seed).subset, train.labels, count);
    const features = tf.gather(train.means, tf.tensor1d(chosen, 'int32'));
    const ids = Uint8Array.from(chosen, (index) => train.labels[index] as number);
    const gaussianFits = Object.entries(gaussians).map(([setting, options]) => {
      const create = (): Predict => {
        const classifier = fitGaussianClassifier(features, ids, options);
        return (x) => classifier.predict(x);
      };
      return [setting, create] as const;
    });
    const softmaxFits = decays.map(
      (decay) => [`weight decay ${decay}`, () => fitSoftmax(features, ids, decay)] as const,
    );
    return {
      gaussian: select(Object.fromEntries(gaussianFits), { validation, test }),
      softmax: select(Object.fromEntries(softmaxFits), { validation, test }),
    };
  });
}
