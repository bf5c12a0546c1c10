import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkCount } from '../internal/checks/checkCount';
import { checkTensor } from '../internal/checks/checkTensor';
import { describeShape } from '../internal/checks/describe';
import { invalidType } from '../internal/checks/invalidArgument';
import { oneHot } from '../internal/numerics/oneHot';

/** A batch repeated once per class, and the class that each row stands for. */
export interface EnumeratedLabels {
  /** `[classes * batch, ...]`: the whole batch for class 0, then for class 1, and so on. */
  readonly inputs: Tensor;
  /** `[classes * batch, classes]`, one-hot, float32. */
  readonly labels: Tensor2D;
}

/** `[batch, ...]` to `[classes * batch, ...]`; the gradient sums over the repetitions. */
function repeatBatch(inputs: Tensor, classes: number): Tensor {
  const { shape, size } = inputs;
  return tf.customGrad((...args) => ({
    // Not tf.tile, which is some 300 times slower on the wasm backend.
    value: tf.concat(Array<Tensor>(classes).fill(args[0] as Tensor), 0),
    // A product with a row of ones is the fastest sum over the leading axis on every backend.
    gradFunc: (dy: Tensor) =>
      tf.reshape(tf.matMul(tf.ones([1, classes]), tf.reshape(dy, [classes, size])), shape),
  }))(inputs);
}

/**
 * Repeats a batch once per class and labels each repetition, to evaluate a loss under every label.
 *
 * Formula: row `c * batch + b` holds example b with label c, the layout that `foldLabels` inverts.
 *
 * Shape: `inputs` is `[batch, ...]` of any rank from 1 on; the results are `[classes * batch, ...]`
 * and `[classes * batch, classes]`.
 *
 * Range: `inputs` unchanged, of their dtype; `labels` are 0 and 1.
 *
 * Numerics: values are copied, so nothing is rounded.
 *
 * Gradient: to `inputs`, the sum over the classes.
 *
 * @param inputs a batch, float32, int32 or bool
 * @param classes the number of values that the label can take, a positive integer
 * @returns `{ inputs, labels }`, class-major
 * @throws TypeError if `inputs` has no batch axis or a wrong dtype
 * @throws RangeError if `classes` is not a positive integer
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { enumerateLabels } from 'variate';
 *
 * const { inputs, labels } = enumerateLabels(tf.tensor2d([[5], [6]]), 2);
 * inputs.print(); // [[5], [6], [5], [6]]
 * labels.print(); // [[1, 0], [1, 0], [0, 1], [0, 1]]
 * ```
 * @see Kingma et al. 2014, Semi-supervised Learning with Deep Generative Models, equation 7,
 * https://arxiv.org/abs/1406.5298. Test: a loop over the classes.
 */
export function enumerateLabels(inputs: Tensor, classes: number): EnumeratedLabels {
  checkTensor('enumerateLabels', 'inputs', inputs, ['float32', 'int32', 'bool']);
  const batch = inputs.shape[0];
  if (batch === undefined) {
    throw invalidType(
      'enumerateLabels',
      'inputs must have a batch axis',
      `inputs ${describeShape(inputs.shape)}`,
      'Add one with tf.expandDims(inputs, 0).',
    );
  }
  checkCount('enumerateLabels', 'classes', classes, 1, 'The label takes so many values.');
  return tf.tidy(() => {
    const ids = Int32Array.from({ length: classes * batch }, (_, row) => Math.floor(row / batch));
    return {
      inputs: repeatBatch(inputs, classes),
      labels: oneHot(tf.tensor1d(ids, 'int32'), classes) as Tensor2D,
    };
  });
}
