/** What two or three numbers keep of a digit: the autoencoders' and those of principal components. */
import * as tf from '@tensorflow/tfjs-core';
import { classOverlap, knnAccuracy, trustworthiness } from 'variate';
import { firstImages, imageTensor, type LabelledImages } from '../support/mnist';
import { overImages } from '../support/overImages';
import {
  fitPrincipalComponents,
  type PrincipalComponents,
  projectRows,
} from '../support/principalComponents';
import { scoped } from '../support/scoped';
import { type Autoencoder, decode, encode } from './model';

/** Neighbours that vote on the digit of an image. */
export const NEIGHBOURS = 10;
/** Test images whose neighbours among the pixels are compared with those in the embedding. */
export const TRUST_SIZE = 1000;
/** The digits that the study saw collide with two dimensions and come apart with three. */
export const COLLIDING = [
  [4, 7, 9],
  [3, 5, 8],
] as const;

/** Grey values in [0, 1] as in [-1, 1]. */
const centred = <T extends tf.Tensor>(images: T): T => tf.sub(tf.mul(images, 2), 1);

const asImages = (rows: tf.Tensor2D): tf.Tensor4D =>
  tf.reshape(centred(rows), [rows.shape[0], 28, 28, 1]);

/** Images as the networks take them: [n, 28, 28, 1] with pixels in [-1, 1]. */
export function imagesOf(images: LabelledImages, indices?: ArrayLike<number>): tf.Tensor4D {
  return tf.tidy(() => asImages(imageTensor(images, indices)));
}

/** The mean of the errors of all images. */
function meanOf(errors: tf.Tensor2D): number {
  return tf.mean(errors).dataSync()[0] as number;
}

/** The mean squared error per pixel over all images, with the running statistics. */
export function testError(model: Autoencoder, images: LabelledImages): number {
  return scoped(() =>
    meanOf(
      overImages(images, (rows) => {
        const chunk = asImages(rows);
        const squares = tf.squaredDifference(decode(model, encode(model, chunk)), chunk);
        return tf.mean(squares, [1, 2, 3]);
      }),
    ),
  );
}

/** A map of images to few numbers and back. */
export interface Reduction {
  readonly name: 'autoencoder' | 'PCA';
  readonly dims: number;
  /** [n, 784] of grey values in [0, 1] to [n, dims]. */
  readonly reduce: (rows: tf.Tensor2D) => tf.Tensor2D;
  /** And back, to pixels in [-1, 1], [n, 784]. */
  readonly restore: (reduced: tf.Tensor2D) => tf.Tensor2D;
}

export const reductionOf = (model: Autoencoder): Reduction => ({
  name: 'autoencoder',
  dims: model.latentDims,
  reduce: (rows) => encode(model, asImages(rows)),
  restore: (latents) => tf.reshape(decode(model, latents), [latents.shape[0], -1]),
});

const pcaReduction = (components: PrincipalComponents, dims: number): Reduction => ({
  name: 'PCA',
  dims,
  reduce: (rows) => projectRows(centred(rows), components, dims),
  restore: (scores) => {
    const leading = tf.slice(components.directions, [0, 0], [-1, dims]);
    return tf.add(tf.matMul(scores, tf.transpose(leading)), components.mean);
  },
});

/** Principal components of the training images, in each of the given numbers of dimensions. */
export function pcaReductions(train: LabelledImages, sizes: readonly number[]): Reduction[] {
  const components = tf.tidy(() => {
    const { mean, directions } = fitPrincipalComponents(imageTensor(train), Math.max(...sizes));
    // The directions of [0, 1] are those of [-1, 1].
    return { mean: centred(mean), directions };
  });
  return sizes.map((dims) => pcaReduction(components, dims));
}

/** What there is to say about a reduction. */
export interface ReductionResult {
  readonly method: Reduction['name'];
  readonly dims: number;
  /** Mean squared error per pixel of the test images, pixels in [-1, 1]. */
  readonly testReconstructionError: number;
  /** Of the test images, by a vote of the nearest training images. */
  readonly knnAccuracy: number;
  readonly trustworthiness: number;
  /** Of the neighbours of each digit among the test images, the shares of each digit. */
  readonly overlap: readonly (readonly number[])[];
  /** For each colliding group: of its neighbours, the share that is another digit of the group. */
  readonly collisions: readonly { readonly digits: readonly number[]; readonly share: number }[];
  /** The test images, [n * dims]. */
  readonly testPoints: Float32Array;
}

/** Of the neighbours of the digits of a group, the share that is another digit of it. */
function collision(shares: readonly (readonly number[])[], digits: readonly number[]): number {
  const strangers = digits.flatMap((a) =>
    digits.filter((b) => b !== a).map((b) => shares[a]?.[b] as number),
  );
  return strangers.reduce((sum, share) => sum + share, 0) / digits.length;
}

/** Judges a reduction: what it loses of an image, and whether it keeps digits and neighbours. */
export function judge(
  { name, dims, reduce, restore }: Reduction,
  train: LabelledImages,
  test: LabelledImages,
): ReductionResult {
  return scoped(() => {
    const testPoints = overImages(test, reduce);
    const references = { features: overImages(train, reduce), labels: train.labels };
    const errors = overImages(test, (rows) =>
      tf.mean(tf.squaredDifference(restore(reduce(rows)), centred(rows)), 1),
    );
    const { shares } = classOverlap(testPoints, test.labels, { neighbours: NEIGHBOURS });
    const few = firstImages(test, TRUST_SIZE);
    const fewPoints = tf.slice(testPoints, [0, 0], [few.count, dims]);
    return {
      method: name,
      dims,
      testReconstructionError: meanOf(errors),
      knnAccuracy: knnAccuracy(testPoints, test.labels, { neighbours: NEIGHBOURS, references }),
      trustworthiness: trustworthiness(imageTensor(few), fewPoints, { neighbours: NEIGHBOURS }),
      overlap: shares,
      collisions: COLLIDING.map((digits) => ({ digits, share: collision(shares, digits) })),
      testPoints: Float32Array.from(testPoints.dataSync()),
    };
  });
}
