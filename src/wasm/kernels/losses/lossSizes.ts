import * as tf from '@tensorflow/tfjs-core';

/** The attributes that every loss hands to its kernel. */
export interface LossAttributes {
  readonly reduction: 'none' | 'example' | 'sum' | 'mean';
  readonly batchDims: number;
}

/** How a loss whose elements have a certain shape is reduced. */
export interface LossSizes {
  /** The shape of the result. */
  readonly shape: number[];
  /** The number of all elements. */
  readonly size: number;
  /** The number of examples. */
  readonly examples: number;
  /** The number of elements of an example. */
  readonly perExample: number;
  /** What the sums, and the gradients, are multiplied by. */
  readonly scale: number;
}

/** The sizes of a loss with elements of this shape. */
export function lossSizes(
  elements: readonly number[],
  { reduction, batchDims }: LossAttributes,
): LossSizes {
  const batch = elements.slice(0, batchDims);
  const examples = tf.util.sizeFromShape(batch);
  const perExample = tf.util.sizeFromShape(elements.slice(batchDims));
  const shapes = { none: [...elements], example: batch, sum: [], mean: [] };
  return {
    shape: shapes[reduction],
    size: examples * perExample,
    examples,
    perExample,
    // The mean over no examples is NaN: zero times infinity.
    scale: reduction === 'mean' ? 1 / examples : 1,
  };
}
