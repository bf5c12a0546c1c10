import type { Tensor } from '@tensorflow/tfjs-core';
import type { ClassLabels } from '../internal/reading/readLabels';
import { estimateCovariances } from './covariance/estimateCovariances';
import { logDeterminant } from './covariance/logDeterminant';
import type { GaussianStatistics } from './gaussianStatistics';
import type { ClassMoments } from './moments/classMoments';
import { isStatistics } from './moments/isStatistics';
import { readMoments } from './moments/readMoments';
import {
  type CovarianceForm,
  type MultivariateGaussianClassifier,
  multivariateGaussianClassifier,
} from './multivariateGaussianClassifier';
import { resolveClasses } from './resolveClasses';
import { resolveOptions } from './resolveOptions';
import { resolvePriors } from './resolvePriors';

/** Options of `fitGaussianClassifier`. */
export interface GaussianClassifierOptions {
  /**
   * The structure of the covariances: `'full'` (default), one of each class (QDA); `'tied'`, one of
   * all (LDA); `'diagonal'`, independent features (naive Bayes); `'spherical'`, one variance a
   * class; `'lowRank'`, `rank` directions and isotropic noise (probabilistic PCA).
   */
  readonly covariance?: CovarianceForm;
  /** The number of directions of `'lowRank'`, from 1 to the dimension - 1. */
  readonly rank?: number;
  /**
   * s in `(1 - s) S + s tr(S)/d I`, from 0 to 1 (default 0), as sklearn.covariance has it; or
   * `'ledoitWolf'` or `'oas'`, which choose it for every class.
   */
  readonly shrinkage?: number | 'ledoitWolf' | 'oas';
  /** r in `(1 - r) S + r I`, from 0 to 1 (default 0), as `reg_param` of scikit-learn's QDA. */
  readonly regularization?: number;
  /**
   * Whether scatter is divided by n - 1 (default), or by n: scikit-learn's QDA and LDA do the first
   * by default; its GaussianNB, its LDA with the solvers lsqr and eigen, and sklearn.covariance the
   * second.
   */
  readonly unbiased?: boolean;
  /** The probability of each class; by default its share of the rows. */
  readonly priors?: ArrayLike<number>;
  /** False leaves the log-determinants out of the logits (priors stay): the Mahalanobis rule. */
  readonly logDeterminant?: boolean;
  /** The class ids, in the order of the columns of `logits`; by default ascending. */
  readonly classes?: ArrayLike<number>;
}

/**
 * Fits one Gaussian per class, and classifies by Bayes' rule: quadratic and linear discriminant
 * analysis, Gaussian naive Bayes, and probabilistic PCA per class.
 *
 * Formula: `log p(x, y) = log p(y) - (d log 2 pi + log |S_y| + (x - m_y)^T S_y^-1 (x - m_y)) / 2`,
 * with the mean m_y and the covariance S_y of the rows of class y. `'tied'` weights the covariances
 * of the classes by n_y - 1, or by the priors if not `unbiased`; shrinkage comes before that.
 *
 * Shape: features `[rows, dimensions]`, labels `[rows]`.
 *
 * Numerics: means and decompositions are float64 (scatter: see `gaussianStatistics`), determinants
 * are sums of logarithms, so they cannot underflow. Predictions are float32 products with the
 * inverse Cholesky factor on the active backend, of rows that are centred first.
 *
 * @param features float32 rows, finite
 * @param labels one integer class id per row: an int32 tensor, a typed array or an array
 * @param options `covariance` (`'full'`), `rank`, `shrinkage` (0), `regularization` (0), `unbiased`
 * (true), `priors` (shares of the rows), `logDeterminant` (true), `classes` (ascending)
 * @returns the classifier, which holds numbers and no tensors
 * @throws TypeError if a shape, a dtype or an option is wrong
 * @throws RangeError if features are not finite, if labels are not integers or hold fewer than two
 * classes, if a class has too few rows, or a covariance that is not of full rank; the message names
 * the class, its rank and the remedies
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers';
 * import { fitGaussianClassifier } from 'variate';
 *
 * const features = tf.tensor2d([[0, 0], [2, 0], [0, 2], [8, 8], [6, 8], [8, 6]]);
 * const classifier = fitGaussianClassifier(features, [0, 0, 0, 1, 1, 1]);
 * classifier.predict(tf.tensor2d([[1, 1], [7, 7]])).print(); // [0, 1]
 * classifier.mahalanobis(tf.tensor2d([[0, 0]])).print(); // [[1.1547006, 12.7017057]]
 * ```
 * @see Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, equation 4.12;
 * Tipping and Bishop 1999, Mixtures of Probabilistic Principal Component Analyzers, equations 7 and
 * 8; Ledoit and Wolf 2004; Chen, Wiesel, Eldar and Hero 2010. Fixture: scikit-learn's
 * QuadraticDiscriminantAnalysis, LinearDiscriminantAnalysis, GaussianNB, covariance and PCA.
 */
export function fitGaussianClassifier(
  features: Tensor,
  labels: ClassLabels,
  options?: GaussianClassifierOptions,
): MultivariateGaussianClassifier;
/**
 * Fits it to statistics that were collected before.
 *
 * @param statistics what `gaussianStatistics` has collected
 * @param options the same options
 * @returns the classifier, which holds numbers and no tensors
 */
export function fitGaussianClassifier(
  statistics: GaussianStatistics,
  options?: GaussianClassifierOptions,
): MultivariateGaussianClassifier;
export function fitGaussianClassifier(
  source: Tensor | GaussianStatistics,
  second?: ClassLabels | GaussianClassifierOptions,
  third?: GaussianClassifierOptions,
): MultivariateGaussianClassifier {
  const fn = 'fitGaussianClassifier';
  const given = (isStatistics(source) ? second : third) ?? {};
  const options = resolveOptions(fn, given as GaussianClassifierOptions);
  const { covariance } = options;
  const form = covariance === 'diagonal' || covariance === 'spherical' ? 'diagonal' : 'full';
  const moments = readMoments(fn, source, second as ClassLabels, form);
  const classes = resolveClasses(fn, moments, options.classes);
  const ordered = classes.map((label) => moments.get(label) as ClassMoments);
  const counts = ordered.map(({ count }) => count);
  const priors = resolvePriors(fn, options.priors, classes, counts);
  const { estimates, shrinkages } = estimateCovariances(fn, classes, ordered, priors, options);
  const means = ordered.map(({ mean }) => mean);

  return multivariateGaussianClassifier({
    classes,
    priors,
    covariance,
    logDeterminant: options.logDeterminant,
    means,
    whitenings: estimates.map(({ whitening }) => whitening),
    diagnostics: () => {
      const explained = estimates.map(({ whitening, rank, conditionNumber }) => ({
        rank: rank(),
        conditionNumber: conditionNumber(),
        logDeterminant: logDeterminant(whitening, (means[0] as Float64Array).length),
      }));
      return classes.map((label, k) => ({
        label,
        n: counts[k] as number,
        ...(explained[estimates.length === 1 ? 0 : k] as (typeof explained)[0]),
        shrinkage: shrinkages[k] as number,
      }));
    },
  });
}
