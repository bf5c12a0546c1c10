import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkFeatures } from '../internal/checks/checkFeatures';
import { checkOptions } from '../internal/checks/checkOptions';
import { describeValue } from '../internal/checks/describe';
import { invalidType } from '../internal/checks/invalidArgument';
import { type ClassLabels, readLabels } from '../internal/reading/readLabels';
import { accuracy } from './accuracy';
import type { ClassMoments } from './moments/classMoments';
import { readMoments } from './moments/readMoments';
import { predictedClasses } from './predictedClasses';
import { resolveClasses } from './resolveClasses';
import { squaredDistances } from './squaredDistances';

/** Options of `fitNearestCentroid`. */
export interface NearestCentroidOptions {
  /** `'euclidean'` (default): the distance; `'cosine'`: 1 - the cosine of the angle. */
  readonly metric?: 'euclidean' | 'cosine';
}

/** A classifier by the nearest class mean. It holds plain numbers, no tensors. */
export interface NearestCentroidClassifier {
  /** The class ids, in the order of the columns of `distances`. */
  readonly classes: readonly number[];
  /** The number of features. */
  readonly dimension: number;
  /** How distances are measured. */
  readonly metric: 'euclidean' | 'cosine';
  /** The means of the classes, a new tensor `[classes, dimension]`. */
  centroids(): Tensor2D;
  /** The distance to every centroid: `[rows, classes]`. A row of zeros has cosine distance 1. */
  distances(features: Tensor): Tensor2D;
  /** The id of the class with the nearest centroid of every row: int32 `[rows]`. */
  predict(features: Tensor): Tensor1D;
  /** The fraction of rows whose predicted class is the given one; waits for the device. */
  score(features: Tensor, labels: ClassLabels): number;
}

/** Rows at length 1. They are divided by their largest element first, whose square might overflow. */
function directionsOf(rows: Tensor2D): Tensor2D {
  return tf.tidy(() => {
    const orOne = (lengths: Tensor): Tensor =>
      tf.where(tf.greater(lengths, 0), lengths, tf.onesLike(lengths));
    const scaled = tf.div<Tensor2D>(rows, orOne(tf.max(tf.abs(rows), 1, true)));
    return tf.div<Tensor2D>(scaled, orOne(tf.sqrt(tf.sum(tf.square(scaled), 1, true))));
  });
}

/**
 * Fits a classifier by the nearest class mean, in distance or in angle.
 *
 * Formula: `argmin_y |x - m_y|`, or `argmin_y 1 - x . m_y / (|x| |m_y|)`, with the mean m_y of the
 * rows of class y.
 *
 * Shape: features `[rows, dimensions]`, labels `[rows]`.
 *
 * Numerics: means are float64; distances are sums of squared differences of centred rows, not
 * `|x|^2 - 2 x . m + |m|^2`, which cancels under an offset.
 *
 * @param features float32 rows, finite
 * @param labels one integer class id per row: an int32 tensor, a typed array or an array
 * @param options `metric` (`'euclidean'`)
 * @returns the classifier, which holds numbers and no tensors
 * @throws TypeError if a shape, a dtype or an option is wrong
 * @throws RangeError if features are not finite, or labels not integers of at least two classes
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers';
 * import { fitNearestCentroid } from 'variate';
 *
 * const features = tf.tensor2d([[1, 0], [3, 0], [0, 4], [0, 6]]);
 * const classifier = fitNearestCentroid(features, [0, 0, 1, 1]);
 * classifier.predict(tf.tensor2d([[1, 1], [0, 3]])).print(); // [0, 1]
 * classifier.distances(tf.tensor2d([[2, 1]])).print(); // [[1, 4.4721360]]
 * ```
 * @see Tibshirani, Hastie, Narasimhan and Chu 2002, Diagnosis of multiple cancer types by shrunken
 * centroids of gene expression, section 2, without the shrinkage. Fixture: scikit-learn's
 * NearestCentroid.
 */
export function fitNearestCentroid(
  features: Tensor,
  labels: ClassLabels,
  options: NearestCentroidOptions = {},
): NearestCentroidClassifier {
  const fn = 'fitNearestCentroid';
  checkOptions(fn, options, ['metric']);
  const { metric = 'euclidean' } = options;
  if (metric !== 'euclidean' && metric !== 'cosine') {
    throw invalidType(
      fn,
      "metric must be one of 'euclidean', 'cosine'",
      describeValue(metric),
      "Use 'cosine' to compare by the angle alone.",
    );
  }
  const moments = readMoments(fn, features, labels, 'diagonal');
  const classes = resolveClasses(fn, moments, undefined);
  const means = classes.map((label) => (moments.get(label) as ClassMoments).mean);
  const dimension = (means[0] as Float64Array).length;

  const centroids = (): Tensor2D =>
    tf.tensor2d(
      means.map((mean) => [...mean]),
      [classes.length, dimension],
    );
  const check = (method: string, value: Tensor): Tensor2D => {
    checkFeatures(`NearestCentroidClassifier.${method}`, value, dimension);
    return value;
  };
  const unit = { form: 'diagonal', scale: new Float64Array(dimension).fill(1) } as const;
  const distances = (rows: Tensor2D): Tensor2D =>
    tf.tidy(() =>
      metric === 'euclidean'
        ? tf.sqrt(squaredDistances(rows, means, [unit]))
        : tf.sub<Tensor2D>(
            1,
            tf.matMul(directionsOf(rows), tf.transpose(directionsOf(centroids()))),
          ),
    );
  const predict = (rows: Tensor2D): Tensor1D =>
    tf.tidy(() => predictedClasses(tf.neg(distances(rows)), classes));
  return {
    classes,
    dimension,
    metric,
    centroids,
    distances: (value) => distances(check('distances', value)),
    predict: (value) => predict(check('predict', value)),
    score(value, truth) {
      const checked = check('score', value);
      const ids = readLabels('NearestCentroidClassifier.score', truth, checked.shape[0]);
      return accuracy(predict(checked), ids);
    },
  };
}
