import * as tf from '@tensorflow/tfjs-core';
import { type Autoencoder, decode, encode, trainableWeights } from './model';

/** The mean squared error per pixel. */
export function reconstructionError(reconstruction: tf.Tensor, images: tf.Tensor): tf.Scalar {
  return tf.mean(tf.squaredDifference(reconstruction, images));
}

/**
 * One step on the reconstruction error of a batch, which it returns. The decay is that of
 * `torch.optim.Adam`: its multiple of the weights is added to the gradients, the gradient of
 * `weightDecay / 2` times their squared length.
 */
export function trainStep(
  model: Autoencoder,
  optimizer: tf.Optimizer,
  images: tf.Tensor,
  weightDecay: number,
): number {
  const weights = trainableWeights(model);
  return tf.tidy(() => {
    const { value, grads } = tf.variableGrads(() => {
      const latents = encode(model, images, { training: true });
      return reconstructionError(decode(model, latents, { training: true }), images);
    }, weights);
    const decayed = weights.map(
      (weight) =>
        [
          weight.name,
          tf.add(grads[weight.name] as tf.Tensor, tf.mul(weight, weightDecay)),
        ] as const,
    );
    optimizer.applyGradients(Object.fromEntries(decayed));
    return value.dataSync()[0] as number;
  });
}
