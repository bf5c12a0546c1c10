import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkCount } from '../internal/checks/checkCount';
import { checkRank } from '../internal/checks/checkRank';
import { checkTensor } from '../internal/checks/checkTensor';
import { describeShape } from '../internal/checks/describe';
import { invalidType } from '../internal/checks/invalidArgument';

/**
 * Lays out one value per row of an enumerated batch as one row per example, one column per class.
 *
 * Formula: `result[b, c] = perRow[c * batch + b]`, the inverse of the layout of `enumerateLabels`.
 *
 * Shape: `perRow` is `[classes * batch]`; the result is `[batch, classes]`.
 *
 * Range: the values of `perRow`.
 *
 * Numerics: values are moved, so nothing is rounded.
 *
 * Gradient: to `perRow`, laid out back.
 *
 * @param perRow one value per row, such as a loss under the default reduction, float32
 * @param classes the number of classes that the batch was enumerated with
 * @returns `[batch, classes]`, as `marginalizeLabels` takes it
 * @throws TypeError if `perRow` is not of rank 1, is no multiple of `classes` long or has a wrong
 * dtype
 * @throws RangeError if `classes` is not a positive integer
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { foldLabels } from 'variate';
 *
 * foldLabels(tf.tensor1d([1, 2, 3, 10, 20, 30]), 2).print(); // [[1, 10], [2, 20], [3, 30]]
 * ```
 * @see Kingma et al. 2014, Semi-supervised Learning with Deep Generative Models, equation 7,
 * https://arxiv.org/abs/1406.5298. Test: a loop over the classes.
 */
export function foldLabels(perRow: Tensor, classes: number): Tensor2D {
  checkTensor('foldLabels', 'perRow', perRow);
  checkRank(
    'foldLabels',
    'perRow',
    perRow,
    ['classes * batch'],
    "Sum the loss with reduction 'example'.",
  );
  checkCount('foldLabels', 'classes', classes, 1, 'The label takes so many values.');
  const batch = perRow.size / classes;
  if (!Number.isInteger(batch)) {
    throw invalidType(
      'foldLabels',
      'perRow must have a length divisible by classes',
      `perRow ${describeShape(perRow.shape)}, classes ${classes}`,
      'Pass the number of classes that the batch was enumerated with.',
    );
  }
  return tf.tidy(() => tf.transpose<Tensor2D>(tf.reshape(perRow, [classes, batch])));
}
