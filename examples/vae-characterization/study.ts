/** What the trained models have learned, in numbers and in points of their latent spaces. */
import * as tf from '@tensorflow/tfjs-core';
import { activeUnits, klPerDimension, type RandomKey } from 'variate';
import { firstImages, imageTensor, type LabelledImages } from '../support/mnist';
import { scoped } from '../support/scoped';
import type { Contestant } from './contestants';
import { decode, encode, evaluateTerms, sampledPosterior, type Terms, type Vae } from './model';

/** Images whose posteriors tell which dimensions are used, and that are drawn in the scatter. */
export const SCATTER_IMAGES = 1000;
const CHUNK = 1000;

/** The mean of what z is drawn from, [n, latentDims]. */
export function latentMeans(vae: Vae, images: tf.Tensor): tf.Tensor2D {
  return sampledPosterior(vae, encode(vae, images)).mean as tf.Tensor2D;
}

/** The decoded latent means, grey values in [0, 1]. */
export function reconstruct(vae: Vae, images: tf.Tensor): tf.Tensor {
  return tf.sigmoid(decode(vae, latentMeans(vae, images)));
}

/** What there is to say of one model. */
export interface ContestantResult {
  readonly name: string;
  readonly train: Terms;
  readonly test: Terms;
  /** Over all test images. */
  readonly allTest: Terms;
  readonly activeUnits: number;
  /** Dimensions of the latent space, the one of largest KL first. */
  readonly dimensionsByKl: readonly number[];
}

/** The terms over all images of a set, a chunk at a time with the same noise. */
function termsOver(vae: Vae, images: LabelledImages, key: RandomKey): Terms {
  const chunks = Math.ceil(images.count / CHUNK);
  const terms = Array.from({ length: chunks }, (_, chunk) =>
    scoped(() => {
      const indices = Array.from({ length: CHUNK }, (_, offset) => chunk * CHUNK + offset);
      return evaluateTerms(vae, imageTensor(images, indices), key);
    }),
  );
  const mean = (name: keyof Terms): number =>
    terms.reduce((sum, term) => sum + term[name], 0) / chunks;
  return {
    crossEntropy: mean('crossEntropy'),
    squaredError: mean('squaredError'),
    kl: mean('kl'),
    sampledKl: mean('sampledKl'),
  };
}

/** Asks a trained model for everything that the tables show. */
export function describeContestant(
  { name, vae }: Contestant,
  { train, test }: { readonly train: LabelledImages; readonly test: LabelledImages },
  key: RandomKey,
): ContestantResult {
  return scoped(() => {
    const posterior = sampledPosterior(
      vae,
      encode(vae, imageTensor(firstImages(test, SCATTER_IMAGES))),
    );
    const kl = klPerDimension(posterior).dataSync();
    const { active } = activeUnits(posterior.mean);
    return {
      name,
      train: evaluateTerms(vae, imageTensor(train), key),
      test: evaluateTerms(vae, imageTensor(firstImages(test, train.count)), key),
      allTest: termsOver(vae, test, key),
      activeUnits: tf.sum(active).dataSync()[0] as number,
      dimensionsByKl: Array.from(kl.keys()).sort((a, b) => (kl[b] as number) - (kl[a] as number)),
    };
  });
}
