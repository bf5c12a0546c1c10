import * as tf from '@tensorflow/tfjs-core';
import type { LossAttributes, LossSizes } from './lossSizes';
import { lossSizes } from './lossSizes';

/** The attributes of a loss whose first input may hold for several repetitions of its elements. */
export interface RepeatedLossAttributes extends LossAttributes {
  /** The shape of the first input, where it is repeated to that of the others. */
  readonly sharedShape?: readonly number[];
}

/** How the elements of a loss fall into repetitions. Each one is a run of the compiled loop. */
export interface Repetitions extends LossSizes {
  readonly repeats: number;
  /** The number of elements in a repetition. */
  readonly part: number;
  /** The rows of a repetition, and the elements of each; losses without examples are one row. */
  readonly rows: readonly [rows: number, perRow: number];
  /** The numbers that each repetition has in the result: one an element, a row, or a part of one. */
  readonly step: number;
}

/** The repetitions of a loss with elements of this shape. */
export function repetitionsOf(
  elements: readonly number[],
  attrs: RepeatedLossAttributes,
): Repetitions {
  const { reduction, batchDims, sharedShape = elements } = attrs;
  const sizes = lossSizes(elements, attrs);
  const shared = tf.util.sizeFromShape([...sharedShape]);
  const repeats = shared === 0 ? 1 : sizes.size / shared;
  const part = sizes.size / repeats;
  // Without a batch axis all repetitions are one example.
  const isByRow = reduction === 'example' && batchDims > 0;
  const rows = isByRow ? sizes.examples / repeats : 1;
  return {
    ...sizes,
    repeats,
    part,
    rows: [rows, isByRow ? sizes.perExample : part],
    step: reduction === 'none' ? part : isByRow ? rows : 0,
  };
}
