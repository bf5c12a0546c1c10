/**
 * M2, the generative semi-supervised model of Kingma et al. 2014 (arXiv:1406.5298, section 2.2):
 *
 *   p(y)        = Cat(y; 1/K)
 *   p(z)        = N(0, I)
 *   p(x | y, z) = Bernoulli or Gaussian, parameters = generator(z, y)
 *   q(y | x)    = Cat(y; logits = classifier(x))
 *   q(z | x, y) = N(z; inference(x, y))
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  bernoulliNll,
  type DiagonalGaussian,
  enumerateLabels,
  foldLabels,
  gaussianKl,
  gaussianNll,
  marginalizeLabels,
  type RandomKey,
  reparameterize,
} from 'variate';
import { splitGaussian } from './m1';
import { type Activation, createNetwork, type Network, type Pass } from './network';

export interface M2Shape {
  readonly inputs: number;
  readonly classes: number;
  readonly hiddenUnits: readonly number[];
  readonly classifierUnits: readonly number[];
  readonly latentDims: number;
  readonly likelihood: 'bernoulli' | 'gaussian';
  readonly activation: Activation;
  readonly classifierNorm: boolean;
  readonly encoderNorm: boolean;
  readonly decoderNorm: boolean;
  readonly seed: number;
}

export interface M2 {
  readonly classifier: Network;
  readonly inference: Network;
  readonly generator: Network;
  readonly shape: M2Shape;
}

type Parameters = tf.Tensor | DiagonalGaussian;

/** What is the same for all bounds of one step. */
export interface BoundOptions {
  /** The weight of KL(q(z|x,y) || p(z)); 1 for the bound itself. */
  readonly klWeight?: number;
  readonly training?: boolean;
  readonly key: RandomKey;
}

export function createM2(shape: M2Shape): M2 {
  const { inputs, classes, hiddenUnits, latentDims, activation, likelihood } = shape;
  const networks = {
    classifier: {
      inputs,
      hiddenUnits: shape.classifierUnits,
      outputs: classes,
      batchNorm: shape.classifierNorm,
    },
    inference: {
      inputs,
      conditions: classes,
      hiddenUnits,
      outputs: 2 * latentDims,
      batchNorm: shape.encoderNorm,
    },
    generator: {
      inputs: latentDims,
      conditions: classes,
      hiddenUnits: [...hiddenUnits].reverse(),
      outputs: likelihood === 'bernoulli' ? inputs : 2 * inputs,
      batchNorm: shape.decoderNorm,
    },
  };
  const create = (name: keyof typeof networks, index: number) =>
    createNetwork({
      name: `m2_${name}`,
      activation,
      seed: 10 * shape.seed + index,
      ...networks[name],
    });
  return {
    shape,
    classifier: create('classifier', 3),
    inference: create('inference', 4),
    generator: create('generator', 5),
  };
}

/** The logits of q(y | x), [batch, classes] */
export const classify = ({ classifier }: M2, x: tf.Tensor, pass?: Pass): tf.Tensor2D =>
  classifier.apply(x, pass);

/** q(z | x, y), for x [batch, inputs] and labels y [groups * batch, classes] */
export const infer = ({ inference }: M2, x: tf.Tensor, pass: Pass): DiagonalGaussian =>
  splitGaussian(inference.apply(x, pass));

/** The parameters of p(x | y, z): the logits of pixels, or mean and logVar. */
export function generate({ generator, shape }: M2, z: tf.Tensor, pass: Pass): Parameters {
  const columns = generator.apply(z, pass);
  return shape.likelihood === 'bernoulli' ? columns : splitGaussian(columns);
}

/** -log p(x | y, z), for x [batch, inputs] under the parameters of groups * batch rows. */
function nllOf(x: tf.Tensor, parameters: Parameters, groups: number): tf.Tensor {
  const options = { targetRepeats: groups };
  return parameters instanceof tf.Tensor
    ? bernoulliNll(x, parameters, options)
    : gaussianNll(x, parameters, options);
}

/**
 * L(x, y) >= -log p(x, y), in nats per row of the one-hot labels y [groups * batch, classes]:
 *
 *   L(x, y) = E_q(z|x,y)[-log p(x | y, z)] + KL(q(z | x, y) || p(z)) - log p(y)
 */
export function labelledBound(
  m2: M2,
  x: tf.Tensor,
  y: tf.Tensor,
  options: BoundOptions,
): tf.Tensor {
  const { key, klWeight = 1, training = false } = options;
  const groups = (y.shape[0] as number) / (x.shape[0] as number);
  const posterior = infer(m2, x, { y, training });
  const z = reparameterize(posterior, { key });
  const nll = nllOf(x, generate(m2, z, { y, training }), groups);
  const kl = gaussianKl(posterior);
  const logPrior = -Math.log(m2.shape.classes);
  return tf.sub(tf.add(nll, tf.mul(kl, klWeight)), logPrior);
}

/**
 * U(x) >= -log p(x), in nats per image, with the sum over labels taken exactly:
 *
 *   U(x) = sum_y q(y | x) (L(x, y) + log q(y | x))
 */
export function unlabelledBound(
  m2: M2,
  x: tf.Tensor,
  labelLogits: tf.Tensor,
  options: BoundOptions,
): tf.Tensor {
  const { classes } = m2.shape;
  const { labels } = enumerateLabels(labelLogits, classes);
  const lossPerLabel = foldLabels(labelledBound(m2, x, labels, options), classes);
  return marginalizeLabels(labelLogits, lossPerLabel);
}
