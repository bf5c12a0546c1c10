/**
 * A small variational autoencoder with squashed pixels, and two mistakes that can be built into it:
 *
 *   q(z | x) = N(z; mean, sigma^2),   z = mean + sigma noise,   p = sigmoid(decoder(z))
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
import {
  bernoulliNll,
  type DiagonalGaussian,
  gaussianKl,
  type RandomKey,
  reparameterize,
  squaredErrorNll,
} from 'variate';
import { PIXELS } from '../support/mnist';
import { scoped } from '../support/scoped';

const HIDDEN_UNITS = 100;
const INITIAL_STD = 0.1;

export type Activation = 'sigmoid' | 'relu';
/** How a reconstruction is judged in training. */
export type ReconstructionLoss = 'crossEntropy' | 'squaredError';

/** What is wrong with a model; nothing is with the correct one. */
export interface Mistakes {
  /** z = mean + (sigma + noise): the noise has variance 1 whatever the encoder says. */
  readonly additiveNoise: boolean;
  /** A sigmoid on mean and sigma: means lie in (0, 1), and no sigma exceeds 1. */
  readonly boundedHeads: boolean;
}

/** One of the models that are compared. */
export interface Design {
  readonly activation: Activation;
  readonly latentDims: number;
  readonly loss: ReconstructionLoss;
  readonly mistakes: Mistakes;
}

export interface Vae extends Design {
  /** Images [batch, 784] to the two heads, each [batch, latentDims]. */
  readonly encoder: LayersModel;
  /** Latents to the logits of the pixels. */
  readonly decoder: LayersModel;
}

/** 784-100-100-latent with two heads latent-latent, and latent-100-100-100-784. */
export function createVae(design: Design, seed: number): Vae {
  const { activation, latentDims } = design;
  // tfjs reads a seed of 0 as none, hence the count from 1.
  let drawn = 0;
  const dense = (units: number, own: Activation | 'linear' = activation) =>
    layers.dense({
      units,
      activation: own,
      kernelInitializer: initializers.randomNormal({
        mean: 0,
        stddev: INITIAL_STD,
        seed: 1000 * seed + ++drawn,
      }),
    });
  const through = (from: SymbolicTensor, sizes: readonly number[]) =>
    sizes.reduce((h, units) => dense(units).apply(h) as SymbolicTensor, from);

  const image = input({ shape: [PIXELS] });
  const code = through(image, [HIDDEN_UNITS, HIDDEN_UNITS, latentDims]);
  const heads = [0, 1].map(() => dense(latentDims, 'linear').apply(code) as SymbolicTensor);
  const latent = input({ shape: [latentDims] });
  const decoded = through(latent, [HIDDEN_UNITS, HIDDEN_UNITS, HIDDEN_UNITS]);
  return {
    ...design,
    encoder: model({ inputs: image, outputs: heads }),
    decoder: model({
      inputs: latent,
      outputs: dense(PIXELS, 'linear').apply(decoded) as SymbolicTensor,
    }),
  };
}

/** What the encoder says of z, and what it writes down as q(z | x) in the loss. */
export function encode({ encoder, mistakes }: Vae, images: tf.Tensor): DiagonalGaussian {
  const [first, second] = encoder.apply(images) as [tf.Tensor, tf.Tensor];
  if (!mistakes.boundedHeads) return { mean: first, logVar: second };
  // sigma = sigmoid(s), so log sigma^2 = -2 softplus(-s).
  return { mean: tf.sigmoid(first), logVar: tf.mul(tf.softplus(tf.neg(second)), -2) };
}

/** The distribution that z is really drawn from: what is written down, unless noise is added. */
export function sampledPosterior(
  { mistakes }: Vae,
  { mean, logVar }: DiagonalGaussian,
): DiagonalGaussian {
  if (!mistakes.additiveNoise) return { mean, logVar };
  return { mean: tf.add(mean, tf.exp(tf.mul(logVar, 0.5))), logVar: tf.zerosLike(logVar) };
}

/** The logits of the pixels. */
export function decode({ decoder }: Vae, latents: tf.Tensor): tf.Tensor {
  return decoder.apply(latents) as tf.Tensor;
}

/** One pass over images: what is written down, what z is drawn from, and the logits. */
function pass(vae: Vae, images: tf.Tensor, key: RandomKey) {
  const written = encode(vae, images);
  const sampled = sampledPosterior(vae, written);
  return { written, sampled, logits: decode(vae, reparameterize(sampled, { key })) };
}

/** Mean of -log p(x | z) under Bernoulli or unit-variance Gaussian pixels, plus KL. */
export function trainingLoss(vae: Vae, images: tf.Tensor, key: RandomKey): tf.Scalar {
  const { written, logits } = pass(vae, images, key);
  const nll =
    vae.loss === 'crossEntropy'
      ? bernoulliNll(images, logits)
      : squaredErrorNll(images, tf.sigmoid(logits));
  return tf.mean(tf.add(nll, gaussianKl(written)));
}

/** Means over images; nats per image but for the squared error. */
export interface Terms {
  readonly crossEntropy: number;
  /** The sum of squares over the pixels, without factor and constant. */
  readonly squaredError: number;
  /** KL of what is written down as the posterior: the term of the loss. */
  readonly kl: number;
  /** KL of what z is drawn from: with the cross-entropy, a bound on -log p(x). */
  readonly sampledKl: number;
}

/** What one pass over images says of a model. */
export function evaluateTerms(vae: Vae, images: tf.Tensor, key: RandomKey): Terms {
  return scoped(() => {
    const { written, sampled, logits } = pass(vae, images, key);
    const mean = (perImage: tf.Tensor): number => tf.mean(perImage).dataSync()[0] as number;
    return {
      crossEntropy: mean(bernoulliNll(images, logits)),
      squaredError: mean(tf.sum(tf.squaredDifference(images, tf.sigmoid(logits)), 1)),
      kl: mean(gaussianKl(written)),
      sampledKl: mean(gaussianKl(sampled)),
    };
  });
}

export const weightsOf = ({ encoder, decoder }: Vae): tf.Variable[] =>
  [...encoder.weights, ...decoder.weights].map((weight) => weight.read() as tf.Variable);
