import * as tf from '@tensorflow/tfjs-core';
import {
  adam,
  bernoulliNll,
  categoricalNll,
  type DiagonalGaussian,
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
  linear,
  lossAndGradients,
  type Tensors,
  trainingStep,
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
      const nll = bernoulliNll(images as tf.Tensor, logitsPerRow as tf.Tensor, {
        targetRepeats: 10,
      });
      return tf.mean(marginalizeLabels(labelLogits as tf.Tensor, foldLabels(nll, 10)));
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
  semiSupervisedStep: (inputs) => {
    const nextKey = keySequence();
    return trainingStep(inputs, adam(1e-3), (images, parameter) => {
      const hidden = (x: tf.Tensor, name: string): tf.Tensor => tf.relu(linear(x, parameter, name));
      // Linear in input and label: an image is multiplied once for all labels, and each label adds its
      // row of the kernel. Rows of the result are class-major.
      const conditioned = (x: tf.Tensor, name: string): tf.Tensor => {
        const perLabel = tf.add(parameter(`${name}/label`), parameter(`${name}/bias`));
        const parts = tf.reshape(tf.matMul(x, parameter(`${name}/kernel`)), [-1, 100, 500]);
        const sum = tf.add(parts, tf.expandDims(perLabel, 1));
        return tf.relu(tf.reshape(sum, [1000, 500]));
      };
      const labelLogits = linear(hidden(images, 'classify'), parameter, 'labelLogits');
      const code = conditioned(images, 'encode');
      const posterior = {
        mean: linear(code, parameter, 'mean'),
        logVar: linear(code, parameter, 'logVar'),
      };
      const latent = reparameterize(posterior, { key: nextKey() });
      const logits = linear(conditioned(latent, 'decode'), parameter, 'logits');
      const nll = bernoulliNll(images, logits, { targetRepeats: 10 });
      const perLabel = foldLabels(tf.add(nll, gaussianKl(posterior)), 10);
      return tf.mean(marginalizeLabels(labelLogits, tf.add(perLabel, Math.log(10))));
    });
  },
  convolution,
  clusteringStep: (inputs) => clusteringStep(inputs, { optimizer: adam(1e-3), objective: iicLoss }),
};
