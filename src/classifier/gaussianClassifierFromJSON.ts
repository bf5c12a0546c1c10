import { checkFormat } from '../internal/checks/checkFormat';
import type { Whitening } from './covariance/whitener';
import type { GaussianClassifierJSON, WhiteningJSON } from './modelToJSON';
import {
  type MultivariateGaussianClassifier,
  multivariateGaussianClassifier,
} from './multivariateGaussianClassifier';

function whiteningFromJSON(json: WhiteningJSON): Whitening {
  switch (json.form) {
    case 'triangular':
      return { form: 'triangular', inverseFactor: Float64Array.from(json.inverseFactor) };
    case 'diagonal':
      return { form: 'diagonal', scale: Float64Array.from(json.scale) };
    case 'lowRank':
      return {
        ...json,
        directions: Float64Array.from(json.directions),
        scale: Float64Array.from(json.scale),
      };
  }
}

/**
 * Restores a Gaussian classifier from the record that its `toJSON` made; it predicts the same bits.
 *
 * @param json the record, parsed
 * @returns the classifier
 * @throws TypeError if the record is not one of a Gaussian classifier
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers';
 * import { fitGaussianClassifier, gaussianClassifierFromJSON } from 'variate';
 *
 * const fitted = fitGaussianClassifier(tf.tensor2d([[0], [2], [7], [9]]), [0, 0, 1, 1]);
 * const restored = gaussianClassifierFromJSON(JSON.parse(JSON.stringify(fitted)));
 * restored.predict(tf.tensor2d([[1], [8]])).print(); // [0, 1]
 * ```
 * @see `fitGaussianClassifier`. Checked by round trips.
 */
export function gaussianClassifierFromJSON(
  json: GaussianClassifierJSON,
): MultivariateGaussianClassifier {
  checkFormat('gaussianClassifierFromJSON', json, 'variate/GaussianClassifier');
  return multivariateGaussianClassifier({
    ...json,
    means: json.means.map((mean) => Float64Array.from(mean)),
    whitenings: json.whitenings.map(whiteningFromJSON),
    diagnostics: () => json.diagnostics,
  });
}
