/**
 * M1, the latent-feature model of Kingma et al. 2014 (arXiv:1406.5298, section 2.1): a variational
 * autoencoder, whose latents a classifier is then trained on.
 *
 *   p(z)     = N(0, I)
 *   p(x | z) = Bernoulli(x; logits = decoder(z))
 *   q(z | x) = N(z; encoder(x))
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  bernoulliNll,
  type DiagonalGaussian,
  gaussianKl,
  type RandomKey,
  reparameterize,
} from 'variate';
import { type Activation, createNetwork, type Network, type Pass } from './network';

export interface M1Shape {
  readonly pixels: number;
  readonly hiddenUnits: readonly number[];
  readonly latentDims: number;
  readonly activation: Activation;
  readonly batchNorm: boolean;
  readonly seed: number;
}

export interface M1 {
  /** Images [batch, pixels] to mean and logVar side by side, [batch, 2 * latentDims]. */
  readonly encoder: Network;
  /** Latents [batch, latentDims] to the logits of the pixels. */
  readonly decoder: Network;
  readonly latentDims: number;
}

export function createM1({ pixels, hiddenUnits, latentDims, seed, ...shape }: M1Shape): M1 {
  const encoder = createNetwork({
    ...shape,
    name: 'm1_encoder',
    inputs: pixels,
    hiddenUnits,
    outputs: 2 * latentDims,
    seed: 10 * seed + 1,
  });
  const decoder = createNetwork({
    ...shape,
    name: 'm1_decoder',
    inputs: latentDims,
    hiddenUnits: [...hiddenUnits].reverse(),
    outputs: pixels,
    seed: 10 * seed + 2,
  });
  return { encoder, decoder, latentDims };
}

/** Columns that hold mean and logVar side by side, as the Gaussian they are parameters of. */
export function splitGaussian(columns: tf.Tensor): DiagonalGaussian {
  const [mean, logVar] = tf.split(columns, 2, 1) as [tf.Tensor, tf.Tensor];
  return { mean, logVar };
}

/** q(z | x) */
export const encode = ({ encoder }: M1, x: tf.Tensor, pass?: Pass): DiagonalGaussian =>
  splitGaussian(encoder.apply(x, pass));

/** The logits of p(x | z) */
export const decode = ({ decoder }: M1, z: tf.Tensor, pass?: Pass): tf.Tensor2D =>
  decoder.apply(z, pass);

/** The two terms of -ELBO(x) = E_q[-log p(x | z)] + KL(q(z | x) || p(z)), in nats per image. */
export function negativeElbo(
  m1: M1,
  x: tf.Tensor,
  { key, training = false }: { key: RandomKey; training?: boolean },
): { readonly nll: tf.Tensor; readonly kl: tf.Tensor } {
  const posterior = encode(m1, x, { training });
  const z = reparameterize(posterior, { key });
  return { nll: bernoulliNll(x, decode(m1, z, { training })), kl: gaussianKl(posterior) };
}
