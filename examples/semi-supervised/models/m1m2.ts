/**
 * M1+M2, the stacked model of Kingma et al. 2014 (arXiv:1406.5298, section 2.3): M2 with a Gaussian
 * likelihood on the latents z1 of a trained M1,
 *
 *   p(x, y, z1, z2) = p(y) p(z2) p(z1 | y, z2) p(x | z1)
 *
 * M1 stays as it is; z1 is the mean of q(z1 | x), or drawn from it at every visit as in the paper.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { DiagonalGaussian } from 'variate';
import { decode, type M1 } from './m1';

/** How M2 sees z1: the dimensions that it keeps, and their place and scale. */
export interface LatentView {
  readonly kept: readonly number[];
  /** Of the dimensions kept, over all drawn z1 of the training images; 0 and 1 for z1 as it is. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/**
 * Chooses the view from q(z1 | x) of the training images. A dimension whose mean does not vary has
 * collapsed onto the prior: M2 would have to model noise there.
 */
export function chooseView(
  posterior: DiagonalGaussian,
  { activeVariance, whiten }: { activeVariance: number; whiten: boolean },
): LatentView {
  return tf.tidy(() => {
    const { mean, variance } = tf.moments(posterior.mean, 0);
    const total = tf.add(variance, tf.mean(tf.exp(posterior.logVar), 0)).dataSync();
    const [means, variances] = [mean.dataSync(), variance.dataSync()];
    const kept = [...variances.keys()].filter((i) => (variances[i] as number) > activeVariance);
    return {
      kept,
      mean: kept.map((i) => (whiten ? (means[i] as number) : 0)),
      std: kept.map((i) => (whiten ? Math.sqrt(total[i] as number) : 1)),
    };
  });
}

/** q(z1 | x) as M2 sees it, [n, kept]. */
export function viewPosterior(
  { mean, logVar }: DiagonalGaussian,
  view: LatentView,
): DiagonalGaussian {
  return tf.tidy(() => {
    const kept = tf.tensor1d([...view.kept], 'int32');
    const std = tf.tensor1d([...view.std]);
    return {
      mean: tf.div(tf.sub(tf.gather(mean, kept, 1), tf.tensor1d([...view.mean])), std),
      logVar: tf.sub(tf.gather(logVar, kept, 1), tf.mul(2, tf.log(std))),
    };
  });
}

/** Pixels of latents as M2 makes them, [n, pixels]: p(x | z1), the dimensions not kept at 0. */
export function decodeView(m1: M1, view: LatentView, latents: tf.Tensor): tf.Tensor2D {
  return tf.tidy(() => {
    const placement = tf.buffer([view.kept.length, m1.latentDims]);
    view.kept.forEach((dimension, index) => {
      placement.set(1, index, dimension);
    });
    const scaled = tf.add(tf.mul(latents, tf.tensor1d([...view.std])), tf.tensor1d([...view.mean]));
    return tf.sigmoid(decode(m1, tf.matMul(scaled, placement.toTensor()))) as tf.Tensor2D;
  });
}
