/**
 * A convolutional autoencoder with a latent bounded by tanh, in two or three dimensions:
 *
 *   z = encoder(x),  x' = decoder(z),  loss = mean (x - x')^2,  pixels in [-1, 1]
 *
 * Up to a factor and a constant that is the negative log-likelihood of a unit-variance Gaussian
 * around x' (`squaredErrorNll`).
 */
import type * as tf from '@tensorflow/tfjs-core';
import {
  initializers,
  type LayersModel,
  layers,
  type Shape,
  sequential,
} from '@tensorflow/tfjs-layers';
import { PaddedConvolution } from './PaddedConvolution';

export interface Autoencoder {
  /** Images [batch, 28, 28, 1] to latents [batch, latentDims] in (-1, 1). */
  readonly encoder: LayersModel;
  /** Latents to images in (-1, 1). */
  readonly decoder: LayersModel;
  readonly latentDims: number;
}

/** The channels after the three convolutions, and of the last layer but one. */
export interface Widths {
  readonly channels: readonly [number, number, number];
  readonly last: number;
}

const WIDTHS: Widths = { channels: [16, 32, 64], last: 8 };

export function createAutoencoder({
  latentDims,
  seed,
  widths: { channels, last } = WIDTHS,
}: {
  latentDims: number;
  seed: number;
  widths?: Widths;
}): Autoencoder {
  // PyTorch's initial distributions, uniform on ±1 / sqrt(fan-in). tfjs reads a seed of 0 as none.
  let drawn = 0;
  const initializer = (fanIn: number) => {
    const limit = 1 / Math.sqrt(fanIn);
    return initializers.randomUniform({
      minval: -limit,
      maxval: limit,
      seed: 1_000_000 * latentDims + 1000 * seed + ++drawn,
    });
  };
  const convolution = (
    filters: number,
    kernelSize: number,
    { strides = 1, padding = 0, transposed = false, inputShape = undefined as Shape | undefined },
  ) =>
    new PaddedConvolution({
      filters,
      kernelSize,
      strides,
      padding,
      transposed,
      initializer,
      ...(inputShape && { inputShape }),
    });
  const dense = (from: number, units: number, activation: 'tanh' | 'linear') =>
    layers.dense({
      units,
      activation,
      kernelInitializer: initializer(from),
      biasInitializer: initializer(from),
    });
  const norm = () => layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 });
  const leakyRelu = () => layers.leakyReLU({ alpha: 0.01 });

  const [a, b, c] = channels;
  const transposed = true;
  return {
    latentDims,
    encoder: sequential({
      layers: [
        convolution(a, 3, { strides: 3, padding: 1, inputShape: [28, 28, 1] }), // 28 -> 10
        norm(),
        leakyRelu(),
        layers.maxPooling2d({ poolSize: 2 }), // 10 -> 5
        convolution(b, 3, { strides: 2, padding: 1 }), // 5 -> 3
        norm(),
        leakyRelu(),
        layers.maxPooling2d({ poolSize: 2, strides: 1 }), // 3 -> 2
        convolution(c, 2, {}), // 2 -> 1
        norm(),
        leakyRelu(),
        layers.flatten(),
        dense(c, latentDims, 'tanh'),
      ],
    }),
    decoder: sequential({
      layers: [
        layers.inputLayer({ inputShape: [latentDims] }),
        dense(latentDims, c, 'linear'),
        leakyRelu(),
        layers.reshape({ targetShape: [1, 1, c] }),
        convolution(b, 2, { transposed }), // 1 -> 2
        norm(),
        leakyRelu(),
        convolution(a, 3, { transposed, strides: 2 }), // 2 -> 5
        norm(),
        leakyRelu(),
        convolution(last, 5, { transposed, strides: 3, padding: 1 }), // 5 -> 15
        norm(),
        leakyRelu(),
        convolution(1, 2, { transposed, strides: 2, padding: 1 }), // 15 -> 28
        layers.activation({ activation: 'tanh' }),
      ],
    }),
  };
}

/** z; with `training`, the batch norms use the batch and move their running statistics. */
export function encode(
  { encoder }: Autoencoder,
  images: tf.Tensor,
  { training = false } = {},
): tf.Tensor2D {
  return encoder.apply(images, { training }) as tf.Tensor2D;
}

/** x' */
export function decode(
  { decoder }: Autoencoder,
  latents: tf.Tensor,
  { training = false } = {},
): tf.Tensor4D {
  return decoder.apply(latents, { training }) as tf.Tensor4D;
}

const variablesOf = (models: readonly LayersModel[], trainable: boolean): tf.Variable[] =>
  models.flatMap(({ trainableWeights, nonTrainableWeights }) =>
    (trainable ? trainableWeights : nonTrainableWeights).map(
      (weight) => weight.read() as tf.Variable,
    ),
  );

/** What the optimizer moves. */
export const trainableWeights = ({ encoder, decoder }: Autoencoder): tf.Variable[] =>
  variablesOf([encoder, decoder], true);

/** All weights, with the running statistics of the batch norms, by their place in the networks. */
export function namedWeights({
  encoder,
  decoder,
}: Autoencoder): Readonly<Record<string, tf.Variable>> {
  const named = (name: string, model: LayersModel) =>
    model.weights.map((weight, index) => [`${name}/${index}`, weight.read() as tf.Variable]);
  return Object.fromEntries([...named('encoder', encoder), ...named('decoder', decoder)]);
}
