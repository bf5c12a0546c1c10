import { checkCount } from '../internal/checks/checkCount';
import { checkLabelings } from '../internal/checks/checkLabelings';
import { checkOptions } from '../internal/checks/checkOptions';
import { contingency } from '../internal/contingency';

/** The options of `confusionMatrix`. */
export interface ConfusionOptions {
  /** The number of rows; one more than the largest label unless given. */
  readonly classes?: number;
  /** The number of columns; one more than the largest assignment unless given. */
  readonly clusters?: number;
}

/**
 * Counts how often each class is in each cluster.
 *
 * Formula: `C[y][k] = #{i : label_i = y, assignment_i = k}`.
 *
 * Shape: one `Int32Array` of clusters for each class; the two need not be of one number.
 *
 * Range: integers from 0 on, with sum n.
 *
 * Numerics: exact.
 *
 * @param labels the class of each example, integers from 0 on
 * @param assignments the cluster, or the predicted class, of each example, integers from 0 on
 * @param options `classes` and `clusters`, where the largest ids may be missing
 * @returns the counts, `[classes][clusters]`
 * @throws TypeError if the arguments are no arrays of one length or an option is unknown
 * @throws RangeError if an id is no integer from 0 on, or a number of them too small
 * @example
 * ```ts
 * import { confusionMatrix } from 'variate';
 *
 * console.log(confusionMatrix([0, 0, 1], [2, 2, 0])); // [ Int32Array(3) [ 0, 0, 2 ], Int32Array(3) [ 1, 0, 0 ] ]
 * ```
 * @see Stehman 1997, Selecting and interpreting measures of thematic classification accuracy,
 * https://doi.org/10.1016/S0034-4257(97)00083-7. Fixture: sklearn.metrics.cluster.contingency_matrix.
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  assignments: ArrayLike<number>,
  options: ConfusionOptions = {},
): Int32Array[] {
  checkLabelings('confusionMatrix', { labels, assignments });
  checkOptions('confusionMatrix', options, ['classes', 'clusters']);
  const smallest = contingency(labels, assignments);
  const { classes = smallest.length, clusters = smallest[0]?.length ?? 0 } = options;
  const fix = 'It counts the ids, also those that no example has.';
  checkCount('confusionMatrix', 'classes', classes, smallest.length, fix);
  checkCount('confusionMatrix', 'clusters', clusters, smallest[0]?.length ?? 0, fix);
  return contingency(labels, assignments, classes, clusters);
}
