/**
 * A convolutional autoencoder with a latent bounded by tanh, in two or three dimensions:
 *
 *   z = encoder(x),  x' = decoder(z),  loss = mean (x - x')^2,  pixels in [-1, 1]
 *
 * Up to a factor and a constant that is the negative log-likelihood of a unit-variance Gaussian
 * around x' (`squaredErrorNll`).
 */
import type * as tf from '@tensorflow/tfjs-core';
import { initializers, type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';

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
  const uniform = (fanIn: number) => {
    const limit = 1 / Math.sqrt(fanIn);
    return initializers.randomUniform({
      minval: -limit,
      maxval: limit,
      seed: 1_000_000 * latentDims + 1000 * seed + ++drawn,
    });
  };
  const initial = (fanIn: number) => ({
    kernelInitializer: uniform(fanIn),
    biasInitializer: uniform(fanIn),
  });
  const convolution = (from: number, filters: number, kernelSize: number, strides: number) =>
    layers.conv2d({ filters, kernelSize, strides, ...initial(from * kernelSize ** 2) });
  const transposed = (filters: number, kernelSize: number, strides: number) =>
    layers.conv2dTranspose({ filters, kernelSize, strides, ...initial(filters * kernelSize ** 2) });
  const dense = (from: number, units: number, activation: 'tanh' | 'linear') =>
    layers.dense({ units, activation, ...initial(from) });
  const norm = () => layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 });
  const leakyRelu = () => layers.leakyReLU({ alpha: 0.01 });

  const [a, b, c] = channels;
  // tfjs-layers knows no explicit padding: a convolution gets it as a layer before it, and a
  // transposed one loses it again as a layer after it.
  return {
    latentDims,
    encoder: sequential({
      layers: [
        layers.zeroPadding2d({ padding: 1, inputShape: [28, 28, 1] }),
        convolution(1, a, 3, 3), // 28 -> 10
        norm(),
        leakyRelu(),
        layers.maxPooling2d({ poolSize: 2 }), // 10 -> 5
        layers.zeroPadding2d({ padding: 1 }),
        convolution(a, b, 3, 2), // 5 -> 3
        norm(),
        leakyRelu(),
        layers.maxPooling2d({ poolSize: 2, strides: 1 }), // 3 -> 2
        convolution(b, c, 2, 1), // 2 -> 1
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
        transposed(b, 2, 1), // 1 -> 2
        norm(),
        leakyRelu(),
        transposed(a, 3, 2), // 2 -> 5
        norm(),
        leakyRelu(),
        transposed(last, 5, 3), // 5 -> 17
        layers.cropping2D({ cropping: 1 }), // -> 15
        norm(),
        leakyRelu(),
        transposed(1, 2, 2), // 15 -> 30
        layers.cropping2D({ cropping: 1 }), // -> 28
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
