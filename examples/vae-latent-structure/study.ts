/** What the latent means of a trained VAE know of the digits, and the baselines beside it. */
import * as tf from '@tensorflow/tfjs-core';
import {
  activeUnits,
  fitGaussianClassifier,
  fitNearestCentroid,
  klPerDimension,
  type MultivariateGaussianClassifier,
} from 'variate';
import { imageTensor, type LabelledImages } from '../support/mnist';
import { overImages } from '../support/overImages';
import { fitPrincipalComponents, projectRows } from '../support/principalComponents';
import { scoped } from '../support/scoped';
import { encode, type Vae } from './model';

/** A dimension is active when its mean varies this much over the images (Burda et al. 2016). */
export const ACTIVE_VARIANCE = 0.01;
/** scikit-learn's `reg_param` for the raw pixels: (1 - r) S + r I. */
export const RAW_PIXEL_REGULARIZATION = 0.03;
/** Leading directions per digit of the low-rank Gaussian on raw pixels. */
export const LOW_RANK = 20;

/** The latent means of grey images, each pixel the mean of its random binarization. */
export function latentMeans(vae: Vae, images: LabelledImages): tf.Tensor2D {
  return overImages(images, (chunk) => encode(vae, chunk).mean);
}

/** The mean of each digit's latent means, [10, latentDims]. */
export function digitCentres(means: tf.Tensor2D, labels: Uint8Array): tf.Tensor2D {
  return tf.tidy(() => {
    const oneHot = tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), 10), 'float32');
    const counts = tf.expandDims(tf.sum(oneHot, 0), 1);
    return tf.div(tf.matMul(tf.transpose(oneHot), means), counts);
  });
}

/** One latent dimension over the training images. */
export interface LatentDimension {
  readonly dimension: number;
  readonly meanVariance: number;
  readonly kl: number;
  readonly active: boolean;
}

/** How much each latent dimension is used. */
export function describeDimensions(vae: Vae, images: LabelledImages): LatentDimension[] {
  return scoped(() => {
    const posterior = {
      mean: latentMeans(vae, images),
      logVar: overImages(images, (chunk) => encode(vae, chunk).logVar),
    };
    const { variances, active } = activeUnits(posterior.mean, { threshold: ACTIVE_VARIANCE });
    const [klValues, activeValues] = [klPerDimension(posterior).dataSync(), active.dataSync()];
    return Array.from(variances.dataSync(), (meanVariance, dimension) => ({
      dimension,
      meanVariance,
      kl: klValues[dimension] as number,
      active: activeValues[dimension] === 1,
    }));
  });
}

/** What a classifier says of the test images. */
export interface Predictions {
  readonly accuracy: number;
  readonly predicted: Int32Array;
}

interface Classifier {
  predict(features: tf.Tensor2D): tf.Tensor;
}

function judge(classifier: Classifier, features: tf.Tensor2D, labels: Uint8Array): Predictions {
  return scoped(() => {
    const predicted = Int32Array.from(classifier.predict(features).dataSync());
    const right = predicted.filter((label, index) => label === labels[index]).length;
    return { accuracy: right / labels.length, predicted };
  });
}

/** What `det` returns in float32 for a matrix of this log-determinant. */
export const float32Determinant = (logDeterminant: number): number =>
  Math.fround(Math.exp(logDeterminant));

/** The Gaussian rule as float32 has it: its log-determinants are the logarithms of determinants. */
function withFloat32Determinants(gaussian: MultivariateGaussianClassifier): Classifier {
  const corrections = gaussian.diagnostics.map(
    ({ logDeterminant }) => (logDeterminant - Math.log(float32Determinant(logDeterminant))) / 2,
  );
  return {
    predict: (features) =>
      tf.argMax(tf.add(gaussian.logits(features), tf.tensor1d(corrections)), 1),
  };
}

/** The rules of the study on the latent means, fitted on training and applied to test images. */
export function classifyLatents(vae: Vae, train: LabelledImages, test: LabelledImages) {
  return scoped(() => {
    const trainMeans = latentMeans(vae, train);
    const testMeans = latentMeans(vae, test);
    const centroids = fitNearestCentroid(trainMeans, train.labels);
    const cosine = fitNearestCentroid(trainMeans, train.labels, { metric: 'cosine' });
    const gaussian = fitGaussianClassifier(trainMeans, train.labels);
    const withoutLogDet = fitGaussianClassifier(trainMeans, train.labels, {
      logDeterminant: false,
    });
    const judged = (classifier: Classifier) => judge(classifier, testMeans, test.labels);
    return {
      nearestCentroid: judged(centroids),
      cosine: judged(cosine),
      gaussianWithoutLogDet: judged(withoutLogDet),
      gaussian: judged(gaussian),
      gaussianFloat32Det: judged(withFloat32Determinants(gaussian)),
      diagnostics: gaussian.diagnostics,
    };
  });
}

/** The numbers that a result in a learned space has to stand beside. */
export function classifyBaselines(train: LabelledImages, test: LabelledImages) {
  return scoped(() => {
    const trainImages = imageTensor(train);
    const testImages = imageTensor(test);
    const principal = fitPrincipalComponents(trainImages, 50);
    const onPrincipal = (count: number): Predictions =>
      scoped(() => {
        const features = projectRows(trainImages, principal, count);
        const classifier = fitGaussianClassifier(features, train.labels);
        return judge(classifier, projectRows(testImages, principal, count), test.labels);
      });
    return {
      gaussianPca30: onPrincipal(30),
      gaussianPca50: onPrincipal(50),
      gaussianRawPixels: judge(
        fitGaussianClassifier(trainImages, train.labels, {
          regularization: RAW_PIXEL_REGULARIZATION,
        }),
        testImages,
        test.labels,
      ),
      lowRankRawPixels: judge(
        fitGaussianClassifier(trainImages, train.labels, {
          covariance: 'lowRank',
          rank: LOW_RANK,
        }),
        testImages,
        test.labels,
      ),
    };
  });
}
