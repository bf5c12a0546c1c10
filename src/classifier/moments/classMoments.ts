import { blockMoments } from './blockMoments';
import { mergeMoments } from './mergeMoments';

/** Whether second moments are kept of all pairs of features, or of each feature alone. */
export type ScatterForm = 'full' | 'diagonal';

/** The moments of the rows of one class about their mean: all that a Gaussian is fitted from. */
export interface ClassMoments {
  /** The number n of rows. */
  readonly count: number;
  /** The mean m of the rows. */
  readonly mean: Float64Array;
  /** The sum of (x - m)(x - m)^T as packed lower triangle, or its diagonal. */
  readonly scatter: Float64Array;
  /** The sum of |x - m|^2 (x - m); empty beside a diagonal scatter. */
  readonly thirdMoment: Float64Array;
  /** The sum of |x - m|^4, which the Ledoit-Wolf shrinkage needs; 0 beside a diagonal scatter. */
  readonly fourthMoment: number;
}

/** Rows that are centred at a time: enough that merging costs little, few enough for memory. */
const blockRows = 1024;

/** The moments of every class, by class id, from rows of features that follow one another. */
export function classMoments(
  values: Float32Array,
  labels: Int32Array,
  dimension: number,
  form: ScatterForm,
): Map<number, ClassMoments> {
  const rowsOf = new Map<number, number[]>();
  labels.forEach((label, row) => {
    const known = rowsOf.get(label);
    if (known) known.push(row);
    else rowsOf.set(label, [row]);
  });
  const moments = new Map<number, ClassMoments>();
  for (const [label, rows] of rowsOf) {
    const step = Math.ceil(rows.length / Math.ceil(rows.length / blockRows));
    for (let start = 0; start < rows.length; start += step) {
      const block = blockMoments(values, rows.slice(start, start + step), dimension, form);
      const known = moments.get(label);
      moments.set(label, known ? mergeMoments(known, block, form) : block);
    }
  }
  return moments;
}
