import * as tf from '@tensorflow/tfjs-core';
import {
  adam,
  bernoulliNll,
  categoricalNll,
  type DiagonalGaussian,
  enumerateLabels,
  fitGaussianClassifier,
  foldLabels,
  gaussianKl,
  gaussianNll,
  iicLoss,
  marginalizeLabels,
  type RandomKey,
  randomKey,
  randomNormal,
  reparameterize,
  splitKey,
} from 'variate';
import type { Task } from '../support/contender';
import {
  clusteringStep,
  convolution,
  dense,
  lossAndGradients,
  type Tensors,
  vaeStep,
} from './tfjs';

const mean = { reduction: 'mean' } as const;
const gaussian = ({ mean, logVar }: Tensors): DiagonalGaussian => ({
  mean: mean as tf.Tensor,
  logVar: logVar as tf.Tensor,
});

/** Keys for one draw after the other. */
function keySequence(): () => RandomKey {
  let key = randomKey(1);
  return () => {
    const [next, drawn] = splitKey(key);
    key = next as RandomKey;
    return drawn as RandomKey;
  };
}

/** Every workload as this library does it. */
export const variateTasks: Readonly<Record<string, (inputs: Tensors) => Task>> = {
  bernoulliNll: (inputs) =>
    lossAndGradients(inputs, ['logits'], ({ target, logits }) =>
      bernoulliNll(target as tf.Tensor, logits as tf.Tensor, mean),
    ),
  gaussianNll: (inputs) =>
    lossAndGradients(inputs, ['mean', 'logVar'], ({ target, ...likelihood }) =>
      gaussianNll(target as tf.Tensor, gaussian(likelihood), mean),
    ),
  categoricalNll: (inputs) =>
    lossAndGradients(inputs, ['logits'], ({ labels, logits }) =>
      categoricalNll(labels as tf.Tensor, logits as tf.Tensor, mean),
    ),
  gaussianKl: (inputs) =>
    lossAndGradients(inputs, ['mean', 'logVar'], (posterior) =>
      gaussianKl(gaussian(posterior), undefined, mean),
    ),
  reparameterize: (inputs) => {
    const nextKey = keySequence();
    return lossAndGradients(
      inputs,
      ['mean', 'logVar'],
      (posterior) => tf.sum(reparameterize(gaussian(posterior), { key: nextKey() })),
      { isRandom: true },
    );
  },
  iicLoss: (inputs) =>
    lossAndGradients(inputs, ['logits', 'pairedLogits'], ({ logits, pairedLogits }) =>
      iicLoss(logits as tf.Tensor, pairedLogits as tf.Tensor),
    ),
  marginalizeLabels: (inputs) =>
    lossAndGradients(inputs, ['labelLogits', 'logitsPerRow'], (x) => {
      const { labelLogits, logitsPerRow, images } = x as Record<string, tf.Tensor>;
      const rows = enumerateLabels(images as tf.Tensor, 10);
      const losses = foldLabels(bernoulliNll(rows.inputs, logitsPerRow as tf.Tensor), 10);
      return tf.mean(marginalizeLabels(labelLogits as tf.Tensor, losses));
    }),
  randomNormal: () => {
    const nextKey = keySequence();
    return { step: () => randomNormal(nextKey(), [1_000_000]).dispose() };
  },
  fitGaussianClassifier: ({ features, labels }) => ({
    step: () => fitGaussianClassifier(features as tf.Tensor, labels as tf.Tensor),
  }),
  predictGaussianClassifier: ({ features, labels, unseen }) => {
    const classifier = fitGaussianClassifier(features as tf.Tensor, labels as tf.Tensor);
    const logProbs = () => classifier.logProbs(unseen as tf.Tensor);
    return {
      step: () => logProbs().dispose(),
      value: () => tf.tidy(() => tf.mean(logProbs()).dataSync()[0] as number),
    };
  },
  dense,
  vaeStep: (inputs) => {
    const nextKey = keySequence();
    return vaeStep(inputs, {
      optimizer: adam(1e-3),
      sample: (posterior) => reparameterize(posterior, { key: nextKey() }),
      negativeLogLikelihood: (images, logits) => bernoulliNll(images, logits),
      divergence: (posterior) => gaussianKl(posterior),
    });
  },
  convolution,
  clusteringStep: (inputs) => clusteringStep(inputs, { optimizer: adam(1e-3), objective: iicLoss }),
};
