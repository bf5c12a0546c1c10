import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkFeatures } from '../internal/checks/checkFeatures';
import { invalidRange } from '../internal/checks/invalidArgument';
import { type ClassLabels, readLabels } from '../internal/reading/readLabels';
import { accuracy } from './accuracy';
import { covarianceMatrix } from './covariance/covarianceMatrix';
import { logDeterminant } from './covariance/logDeterminant';
import type { Whitening } from './covariance/whitener';
import { type GaussianClassifierJSON, modelToJSON } from './modelToJSON';
import { predictedClasses } from './predictedClasses';
import { squaredDistances } from './squaredDistances';

/** The structure of the covariances of a Gaussian classifier. */
export type CovarianceForm = 'full' | 'tied' | 'diagonal' | 'spherical' | 'lowRank';

/** What explains one class of a fitted Gaussian classifier. */
export interface GaussianClassDiagnostics {
  /** The class id. */
  readonly label: number;
  /** The number of rows that the class was fitted from. */
  readonly n: number;
  /**
   * The numerical rank of its covariance before shrinkage and regularization (for `'tied'`, of the
   * pooled one; for `'diagonal'` and `'spherical'`, the number of features that vary). It counts
   * the features that the others do not explain, so it does not depend on their units.
   */
  readonly rank: number;
  /** The ratio of the extreme eigenvalues of the covariance in use, to a percent. */
  readonly conditionNumber: number;
  /** The log-determinant of the covariance in use, in nats, whether predictions use it or not. */
  readonly logDeterminant: number;
  /** The shrinkage in use; the chosen one for `'ledoitWolf'` and `'oas'`. */
  readonly shrinkage: number;
}

/**
 * One Gaussian per class with a prior: log p(x, y) for every class y.
 *
 * It holds plain numbers, no tensors: nothing has to be disposed, and predictions run on whichever
 * backend is active. They are differentiable with respect to the features.
 */
export interface MultivariateGaussianClassifier {
  /** The class ids, in the order of the columns of `logits`. */
  readonly classes: readonly number[];
  /** The probability of each class before its features are seen. */
  readonly priors: readonly number[];
  /** The number of features. */
  readonly dimension: number;
  /** The structure of the covariances. */
  readonly covariance: CovarianceForm;
  /** What explains each class; ranks and condition numbers are computed when first asked for. */
  readonly diagnostics: readonly GaussianClassDiagnostics[];
  /** The means of the classes, a new tensor `[classes, dimension]`. */
  means(): Tensor2D;
  /** The covariance of one class, given by its id: a new tensor `[dimension, dimension]`. */
  covarianceOf(label: number): Tensor2D;
  /** The joint log-density log p(x, y) in nats, constants included: `[rows, classes]`. */
  logits(features: Tensor): Tensor2D;
  /** The log-probability log p(y | x) of every class: `[rows, classes]`. */
  logProbs(features: Tensor): Tensor2D;
  /** The id of the most probable class of every row: int32 `[rows]`. */
  predict(features: Tensor): Tensor1D;
  /**
   * The Mahalanobis distance to every class, in standard deviations: `[rows, classes]`. It is the
   * distance; scikit-learn's `mahalanobis` is its square.
   */
  mahalanobis(features: Tensor): Tensor2D;
  /** The fraction of rows whose predicted class is the given one; waits for the device. */
  score(features: Tensor, labels: ClassLabels): number;
  /** A plain record for JSON.stringify, read by `gaussianClassifierFromJSON`. */
  toJSON(): GaussianClassifierJSON;
}

/** All that a Gaussian classifier consists of. */
export interface GaussianModel {
  readonly classes: readonly number[];
  readonly priors: readonly number[];
  readonly covariance: CovarianceForm;
  readonly logDeterminant: boolean;
  readonly means: readonly Float64Array[];
  /** One per class, or one for all. */
  readonly whitenings: readonly Whitening[];
  readonly diagnostics: () => readonly GaussianClassDiagnostics[];
}

/**
 * A class, so that what is costly to look at is not among the enumerable properties: tf.tidy walks
 * through those of all that it returns.
 */
class GaussianClassifier implements MultivariateGaussianClassifier {
  readonly classes: readonly number[];
  readonly priors: readonly number[];
  readonly dimension: number;
  readonly covariance: CovarianceForm;
  readonly #model: GaussianModel;
  #diagnostics: readonly GaussianClassDiagnostics[] | undefined;

  constructor(model: GaussianModel) {
    this.#model = model;
    this.classes = model.classes;
    this.priors = model.priors;
    this.dimension = (model.means[0] as Float64Array).length;
    this.covariance = model.covariance;
  }

  get diagnostics(): readonly GaussianClassDiagnostics[] {
    this.#diagnostics ??= this.#model.diagnostics();
    return this.#diagnostics;
  }

  means(): Tensor2D {
    const rows = this.#model.means.map((mean) => [...mean]);
    return tf.tensor2d(rows, [rows.length, this.dimension]);
  }

  covarianceOf(label: number): Tensor2D {
    const index = this.classes.indexOf(label);
    if (index < 0) {
      throw invalidRange(
        'MultivariateGaussianClassifier.covarianceOf',
        `label must be one of the classes ${this.classes.join(', ')}`,
        `${label}`,
        'Pass the id of a class, not its index.',
      );
    }
    const values = covarianceMatrix(this.#whiteningOf(index), this.dimension);
    return tf.tensor2d(new Float32Array(values), [this.dimension, this.dimension]);
  }

  logits(features: Tensor): Tensor2D {
    return this.#joint(this.#checked('logits', features));
  }

  logProbs(features: Tensor): Tensor2D {
    const checked = this.#checked('logProbs', features);
    return tf.tidy(() => tf.logSoftmax(this.#joint(checked)));
  }

  predict(features: Tensor): Tensor1D {
    return this.#predicted(this.#checked('predict', features));
  }

  mahalanobis(features: Tensor): Tensor2D {
    const checked = this.#checked('mahalanobis', features);
    return tf.tidy(() => tf.sqrt(this.#squaredDistances(checked)));
  }

  score(features: Tensor, labels: ClassLabels): number {
    const checked = this.#checked('score', features);
    const ids = readLabels('MultivariateGaussianClassifier.score', labels, checked.shape[0]);
    return accuracy(this.#predicted(checked), ids);
  }

  toJSON(): GaussianClassifierJSON {
    return modelToJSON({ ...this.#model, diagnostics: () => this.diagnostics });
  }

  #checked(method: string, features: Tensor): Tensor2D {
    checkFeatures(`MultivariateGaussianClassifier.${method}`, features, this.dimension);
    return features;
  }

  #whiteningOf(index: number): Whitening {
    const { whitenings } = this.#model;
    return (whitenings.length === 1 ? whitenings[0] : whitenings[index]) as Whitening;
  }

  #squaredDistances(features: Tensor2D): Tensor2D {
    return squaredDistances(features, this.#model.means, this.#model.whitenings);
  }

  #joint(features: Tensor2D): Tensor2D {
    const constants = this.priors.map((prior, index) => {
      const volume = this.#model.logDeterminant
        ? logDeterminant(this.#whiteningOf(index), this.dimension)
        : 0;
      return Math.log(prior) - (this.dimension * Math.log(2 * Math.PI) + volume) / 2;
    });
    return tf.tidy(() =>
      tf.sub(
        tf.tensor2d(constants, [1, constants.length]),
        tf.mul(this.#squaredDistances(features), 0.5),
      ),
    );
  }

  #predicted(features: Tensor2D): Tensor1D {
    return tf.tidy(() => predictedClasses(this.#joint(features), this.classes));
  }
}

/** The classifier that a model makes. */
export function multivariateGaussianClassifier(
  model: GaussianModel,
): MultivariateGaussianClassifier {
  return new GaussianClassifier(model);
}
