/**
 * The variational autoencoder of Kingma and Welling 2014 (arXiv:1312.6114) with Bernoulli pixels:
 *
 *   p(z)     = N(0, I)
 *   p(x | z) = Bernoulli(x; logits = decoder(z))
 *   q(z | x) = N(z; encoder(x))
 */
import type * as tf from '@tensorflow/tfjs-core';
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
} from 'variate';

export interface Vae {
  /** Images [batch, pixels] to `[mean, logVar]`, each [batch, latentDims]. */
  readonly encoder: LayersModel;
  /** Latents [batch, latentDims] to the logits of the pixels [batch, pixels]. */
  readonly decoder: LayersModel;
  readonly latentDims: number;
}

export function createVae({
  pixels,
  hiddenUnits,
  latentDims,
  seed,
}: {
  pixels: number;
  hiddenUnits: readonly number[];
  latentDims: number;
  seed: number;
}): Vae {
  // tfjs reads a seed of 0 as none, hence the count from 1.
  let layer = 0;
  const dense = (name: string, units: number, activation: 'relu' | 'linear' = 'linear') =>
    layers.dense({
      name,
      units,
      activation,
      kernelInitializer: initializers.glorotUniform({ seed: 1000 * seed + ++layer }),
    });
  const hidden = (name: string, from: SymbolicTensor, units: readonly number[]) =>
    units.reduce(
      (h, size, index) => dense(`${name}_${index + 1}`, size, 'relu').apply(h) as SymbolicTensor,
      from,
    );

  const image = input({ shape: [pixels] });
  const encoded = hidden('encoder', image, hiddenUnits);
  const mean = dense('encoder_mean', latentDims).apply(encoded) as SymbolicTensor;
  const logVar = dense('encoder_log_var', latentDims).apply(encoded) as SymbolicTensor;

  const latent = input({ shape: [latentDims] });
  const decoded = hidden('decoder', latent, [...hiddenUnits].reverse());
  const logits = dense('decoder_logits', pixels).apply(decoded) as SymbolicTensor;

  return {
    encoder: model({ inputs: image, outputs: [mean, logVar] }),
    decoder: model({ inputs: latent, outputs: logits }),
    latentDims,
  };
}

/** q(z | x) */
export function encode({ encoder }: Vae, images: tf.Tensor): DiagonalGaussian {
  const [mean, logVar] = encoder.apply(images) as [tf.Tensor, tf.Tensor];
  return { mean, logVar };
}

/** The logits of p(x | z) */
export function decode({ decoder }: Vae, latents: tf.Tensor): tf.Tensor {
  return decoder.apply(latents) as tf.Tensor;
}

/** The two terms of -ELBO(x) = E_q[-log p(x | z)] + KL(q(z | x) || p(z)), in nats per image. */
export function negativeElbo(
  vae: Vae,
  images: tf.Tensor,
  key: RandomKey,
): { readonly nll: tf.Tensor; readonly kl: tf.Tensor } {
  const posterior = encode(vae, images);
  const latents = reparameterize(posterior, { key });
  return {
    nll: bernoulliNll(images, decode(vae, latents)),
    kl: gaussianKl(posterior),
  };
}

/** The weights by name, in a fixed order. */
export function namedWeights({ encoder, decoder }: Vae): Readonly<Record<string, tf.Variable>> {
  const weights = [...encoder.weights, ...decoder.weights];
  return Object.fromEntries(
    weights.map((weight) => [weight.originalName, weight.read() as tf.Variable]),
  );
}
