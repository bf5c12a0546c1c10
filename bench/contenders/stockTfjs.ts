import * as tf from '@tensorflow/tfjs-core';
import { type Contender, type Task, tensorsOf } from '../support/contender';
import {
  clusteringStep,
  convolution,
  dense,
  linear,
  lossAndGradients,
  startWasm,
  type Tensors,
  tensor,
  trainingStep,
  vaeStep,
} from './tfjs';

type Of<Name extends string> = Record<Name, tf.Tensor>;
type Gaussian = Of<'mean' | 'logVar'>;

const perExample = (elementwise: tf.Tensor): tf.Tensor => tf.sum(elementwise, 1);

const bernoulli = (target: tf.Tensor, logits: tf.Tensor): tf.Tensor =>
  perExample(
    tf.losses.sigmoidCrossEntropy(target, logits, undefined, undefined, tf.Reduction.NONE),
  );

const standardKl = ({ mean, logVar }: Gaussian): tf.Tensor =>
  tf.mul(0.5, perExample(tf.sub(tf.add(tf.exp(logVar), tf.square(mean)), tf.add(1, logVar))));

const sample = ({ mean, logVar }: Gaussian): tf.Tensor =>
  tf.add(mean, tf.mul(tf.exp(tf.mul(0.5, logVar)), tf.randomNormal(mean.shape)));

/** -I(z; z') as most copies of it write it, probabilities kept off zero. */
function iic({ logits, pairedLogits }: Of<'logits' | 'pairedLogits'>): tf.Tensor {
  const counts = tf.matMul(tf.softmax(logits), tf.softmax(pairedLogits), true);
  const symmetric = tf.add(counts, tf.transpose(counts));
  const joint = tf.maximum(tf.div(symmetric, tf.sum(symmetric)), 1e-12);
  const rows = tf.sum(joint, 1, true);
  const columns = tf.sum(joint, 0, true);
  return tf.sum(tf.mul(joint, tf.sub(tf.add(tf.log(rows), tf.log(columns)), tf.log(joint))));
}

function marginal(x: Of<'images' | 'labelLogits' | 'logitsPerRow'>): tf.Tensor {
  const [batch, classes] = x.labelLogits.shape as [number, number];
  const rows = tf.tile(x.images, [classes, 1]);
  const losses = tf.transpose(tf.reshape(bernoulli(rows, x.logitsPerRow), [classes, batch]));
  const logProbs = tf.logSoftmax(x.labelLogits);
  return tf.mean(perExample(tf.mul(tf.exp(logProbs), tf.add(losses, logProbs))));
}

/** Every workload as a user writes it by hand. */
const tasks: Readonly<Record<string, (inputs: Tensors) => Task>> = {
  bernoulliNll: (inputs) =>
    lossAndGradients(inputs, ['logits'], (x) => {
      const { target, logits } = x as Of<'target' | 'logits'>;
      return tf.mean(bernoulli(target, logits));
    }),
  gaussianNll: (inputs) =>
    lossAndGradients(inputs, ['mean', 'logVar'], (x) => {
      const { target, mean, logVar } = x as Of<'target' | 'mean' | 'logVar'>;
      const squared = tf.div(tf.square(tf.sub(target, mean)), tf.exp(logVar));
      const nll = tf.mul(0.5, tf.add(Math.log(2 * Math.PI), tf.add(logVar, squared)));
      return tf.mean(perExample(nll));
    }),
  categoricalNll: (inputs) =>
    lossAndGradients(inputs, ['logits'], (x) => {
      const { labels, logits } = x as Of<'labels' | 'logits'>;
      return tf.losses.softmaxCrossEntropy(tf.oneHot(labels, 10), logits);
    }),
  gaussianKl: (inputs) =>
    lossAndGradients(inputs, ['mean', 'logVar'], (x) => tf.mean(standardKl(x as Gaussian))),
  reparameterize: (inputs) =>
    lossAndGradients(inputs, ['mean', 'logVar'], (x) => tf.sum(sample(x as Gaussian)), {
      isRandom: true,
    }),
  iicLoss: (inputs) =>
    lossAndGradients(inputs, ['logits', 'pairedLogits'], (x) =>
      iic(x as Of<'logits' | 'pairedLogits'>),
    ),
  marginalizeLabels: (inputs) =>
    lossAndGradients(inputs, ['labelLogits', 'logitsPerRow'], (x) =>
      marginal(x as Of<'images' | 'labelLogits' | 'logitsPerRow'>),
    ),
  randomNormal: () => ({ step: () => tf.randomNormal([1_000_000]).dispose() }),
  dense,
  vaeStep: (inputs) =>
    vaeStep(inputs, {
      optimizer: tf.train.adam(1e-3),
      sample,
      negativeLogLikelihood: bernoulli,
      divergence: standardKl,
    }),
  semiSupervisedStep: (inputs) => {
    const { 'encode/label': encodeLabel, 'decode/label': decodeLabel, ...rest } = inputs;
    const joined = (name: string, label: tf.Tensor | undefined): Record<string, tf.Tensor> => ({
      [`${name}/kernel`]: tf.concat([inputs[`${name}/kernel`] as tf.Tensor, label as tf.Tensor]),
    });
    const parameters = {
      ...rest,
      ...joined('encode', encodeLabel),
      ...joined('decode', decodeLabel),
    };
    return trainingStep(parameters, tf.train.adam(1e-3), (images, parameter) => {
      const hidden = (x: tf.Tensor, name: string): tf.Tensor => tf.relu(linear(x, parameter, name));
      const [batch, classes] = [images.shape[0] as number, 10];
      const rows = tf.tile(images, [classes, 1]);
      const ids = tf.tensor1d(
        Array.from({ length: classes * batch }, (_, row) => Math.floor(row / batch)),
        'int32',
      );
      const labels = tf.cast(tf.oneHot(ids, classes), 'float32');
      const labelLogits = linear(hidden(images, 'classify'), parameter, 'labelLogits');
      const code = hidden(tf.concat([rows, labels], 1), 'encode');
      const posterior = {
        mean: linear(code, parameter, 'mean'),
        logVar: linear(code, parameter, 'logVar'),
      };
      const decoded = hidden(tf.concat([sample(posterior), labels], 1), 'decode');
      const nll = bernoulli(rows, linear(decoded, parameter, 'logits'));
      const losses = tf.reshape(tf.add(nll, standardKl(posterior)), [classes, batch]);
      const perLabel = tf.add(tf.transpose(losses), Math.log(classes));
      const logProbs = tf.logSoftmax(labelLogits);
      return tf.mean(perExample(tf.mul(tf.exp(logProbs), tf.add(perLabel, logProbs))));
    });
  },
  convolution,
  clusteringStep: (inputs) =>
    clusteringStep(inputs, {
      optimizer: tf.train.adam(1e-3),
      objective: (logits, pairedLogits) => iic({ logits, pairedLogits }),
    }),
};

/** Stock operations, written by hand, on the wasm backend as tfjs ships it. */
export const contender: Contender = {
  async start() {
    await startWasm();
    return `by hand in tfjs ${tf.version_core}, stock wasm`;
  },
  prepare: (workload, inputs) =>
    tasks[workload]?.(tensorsOf(inputs, tensor)) ?? 'tfjs has nothing of the kind',
};
