import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { oneHot } from './oneHot';

/**
 * Float32 one-hot rows of int32 class ids, and a row of NaN for an id that is no class: with the row
 * of zeros that it has otherwise, a loss would silently leave the example out.
 */
export function oneHotOrNaN(ids: Tensor, classes: number): Tensor {
  return tf.tidy(() => {
    const isClass = tf.logicalAnd(tf.greaterEqual(ids, 0), tf.less(ids, classes));
    const zeroOrNaN = tf.where(isClass, tf.zeros(ids.shape), tf.fill(ids.shape, Number.NaN));
    return tf.add(oneHot(ids, classes), tf.expandDims(zeroOrNaN, -1));
  });
}
